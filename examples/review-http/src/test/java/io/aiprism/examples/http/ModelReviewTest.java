package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.Latency;
import io.aiprism.bedrock.testkit.RecordedCall;
import io.aiprism.bedrock.testkit.ReviewingAnswerer;
import io.aiprism.examples.http.Host.Reply;
import io.aiprism.examples.models.MissingCredentialsException;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reviews in which a model takes part, over HTTP on both sides. */
@Timeout(120)
class ModelReviewTest {
    private static final String MODEL = "us.anthropic.claude-sonnet-4-6";
    private static final String OTHER = "us.anthropic.claude-haiku-4-5";

    private final FakeBedrock bedrock = FakeBedrock.start();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void the_model_looks_at_every_section_and_the_report_says_what_that_came_to() throws Exception {
        bedrock.otherwise(new ReviewingAnswerer());
        try (Host host = host()) {
            String document = uploadWord(host);

            JsonNode report = review(host, document);

            assertThat(report.path("complete").asBoolean()).isTrue();
            assertThat(report.path("analyses")).extracting(row -> row.path("analyzer")
                            .asText())
                    .contains("structure", "model");
            JsonNode account = report.path("account");
            TokenUsage billed = bedrock.calls().stream()
                    .map(RecordedCall::usage)
                    .flatMap(Optional::stream)
                    .reduce(TokenUsage.NONE, TokenUsage::plus);
            assertThat(account.path("model").asText()).isEqualTo(MODEL + " in us-east-1");
            assertThat(account.path("attempts").asInt())
                    .isEqualTo(bedrock.calls().size())
                    .isGreaterThan(5);
            assertThat(account.at("/tokens/input").asLong()).isEqualTo(billed.input());
            assertThat(account.at("/tokens/output").asLong()).isEqualTo(billed.output());
            assertThat(account.at("/tokens/cacheRead").asLong()).isEqualTo(billed.cacheRead());
            assertThat(account.at("/tokens/cacheWrite5m").asLong()).isEqualTo(billed.cacheWrite5m());
            assertThat(account.path("costComplete").asBoolean()).isTrue();
            assertThat(new BigDecimal(account.path("cost").asText()))
                    .isEqualByComparingTo(new BigDecimal(3 * billed.input() + 15 * billed.output())
                            .add(new BigDecimal("0.3").multiply(BigDecimal.valueOf(billed.cacheRead())))
                            .add(new BigDecimal("3.75").multiply(BigDecimal.valueOf(billed.cacheWrite5m())))
                            .movePointLeft(6));
        }
    }

    @Test
    void what_was_asked_before_costs_nothing_and_the_account_says_what_that_saved() throws Exception {
        bedrock.otherwise(new ReviewingAnswerer());
        try (Host host = host()) {
            String document = host.upload();
            JsonNode first = review(host, document);
            int calls = bedrock.calls().size();

            JsonNode second = review(host, document);

            assertThat(bedrock.calls()).hasSize(calls);
            assertThat(second.at("/account/attempts").asInt()).isZero();
            assertThat(second.at("/account/cost").asText()).isEqualTo("0");
            assertThat(second.at("/account/saved/byAnswerCache"))
                    .isEqualTo(first.at("/account/cost"));
            assertThat(second.at("/account/saved/answers").asInt()).isEqualTo(calls);
            assertThat(second.path("findings")).isEqualTo(first.path("findings"));
        }
    }

    @Test
    void a_fallback_is_counted_with_the_failure_that_led_to_it() throws Exception {
        bedrock.model(MODEL).otherwise(Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY));
        bedrock.model(OTHER).otherwise(new ReviewingAnswerer());
        try (Host host = host("--fallback", OTHER)) {
            JsonNode account = review(host, host.upload()).path("account");

            assertThat(account.path("fallbacks").asInt()).isPositive();
            assertThat(account.at("/failures/quota_exhausted").asInt()).isPositive();
            assertThat(account.path("failedCalls").asInt()).isZero();
            assertThat(account.path("attempts").asInt())
                    .isEqualTo(bedrock.calls().size());
        }
    }

    @Test
    void a_review_that_would_cost_more_than_it_may_says_so_and_keeps_what_the_rules_found() throws Exception {
        bedrock.otherwise(new ReviewingAnswerer());
        try (Host host = host("--budget", "0.01")) {
            JsonNode report = review(host, host.upload());

            assertThat(bedrock.calls()).isEmpty();
            assertThat(report.path("complete").asBoolean()).isFalse();
            assertThat(rowOf(report, "model").path("outcome").asText()).isEqualTo("failed");
            assertThat(rowOf(report, "model").path("reason").asText()).contains("could cost", "USD");
            assertThat(report.path("findings")).anySatisfy(finding -> assertThat(
                            finding.path("quote").asText())
                    .contains("TBD"));
        }
    }

    @Test
    void the_budget_of_one_review_is_not_that_of_another() throws Exception {
        bedrock.otherwise(new ReviewingAnswerer(
                Latency.fixed(Duration.ZERO)));
        // A call is taken to cost at most some 0.08, and costs less than 0.02.
        try (Host host = host("--budget", "0.09")) {
            for (int number = 1; number <= 8; number++) {
                String document = host.upload("ada", "Incident report\n\nIt was shut on day %d. TBD.".formatted(number));
                assertThat(review(host, document).path("complete").asBoolean())
                        .as("review %d", number)
                        .isTrue();
            }
        }
    }

    @Test
    void a_token_that_bedrock_does_not_know_ends_the_analysis_with_the_reason() throws Exception {
        bedrock.otherwise(new ReviewingAnswerer());
        try (Host host = Host.withModel(options(), Map.of("TOKEN", "of somebody else"))) {
            String document = host.upload();
            String task = host.analyze(document);
            assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                    .isEqualTo("FAILED");

            Reply report = host.send("GET", "/documents/" + document + "/report");

            assertThat(report.status()).isEqualTo(200);
            assertThat(rowOf(report.json(), "model").path("reason").asText()).contains(MODEL, "answered 403");
            assertThat(report.json().at("/account/attempts").asInt()).isEqualTo(1);
            assertThat(report.json().at("/account/failures/access_denied").asInt())
                    .isEqualTo(1);
            assertThat(report.json().at("/account/cost").asText()).isEqualTo("0");
        }
    }

    @Test
    void without_credentials_nothing_is_started() {
        assertThatThrownBy(() -> ReviewHttp.start(options(), Map.of()))
                .isInstanceOf(MissingCredentialsException.class)
                .hasMessageContaining("TOKEN");
    }

    @Test
    void without_a_model_there_is_no_account() throws Exception {
        try (Host host = Host.start(Host.options(), new StructureAnalyzer())) {
            assertThat(review(host, host.upload()).has("account")).isFalse();
        }
    }

    private Host host(String... more) throws Exception {
        return Host.withModel(options(more), Map.of("TOKEN", FakeBedrock.BEARER_TOKEN));
    }

    private Options options(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--backend",
                "bedrock",
                "--model",
                MODEL,
                "--region",
                "us-east-1",
                "--endpoint",
                bedrock.endpoint().toString(),
                "--bearer-token-env",
                "TOKEN"));
        all.addAll(List.of(more));
        return Host.options(all.toArray(String[]::new));
    }

    private static String uploadWord(Host host) throws Exception {
        Reply uploaded = host.as(
                "ada",
                "POST",
                "/documents?name=incident-report.docx",
                BodyPublishers.ofFile(Path.of("../data/incident-report.docx")));
        assertThat(uploaded.status()).isEqualTo(201);
        return uploaded.text("id");
    }

    private static JsonNode review(Host host, String document) throws Exception {
        String task = host.analyze(document);
        assertThat(host.send("GET", "/tasks/" + task + "?wait=60s")
                        .json()
                        .path("terminal")
                        .asBoolean())
                .isTrue();
        return host.send("GET", "/documents/" + document + "/report").json();
    }

    private static JsonNode rowOf(JsonNode report, String analyzer) {
        for (JsonNode row : report.path("analyses")) {
            if (row.path("analyzer").asText().equals(analyzer)) {
                return row;
            }
        }
        throw new AssertionError("%s has no row of %s".formatted(report, analyzer));
    }
}
