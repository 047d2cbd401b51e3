package io.aiprism.examples.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReviewModelTest {
    private final FakeBedrock bedrock = FakeBedrock.start();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void each_review_has_its_own_account_and_its_own_budget() throws Exception {
        bedrock.otherwise(Answer.text("Fine.").usage(TokenUsage.of(1_000, 900)));
        // A call of at most 1,000 tokens of output at 15 USD for a million costs 0.0165 here.
        ModelOptions options = Options.of(bedrock, List.of(), Optional.empty(), Optional.of(new BigDecimal("0.02")));
        try (ReviewModel model = ReviewModel.open(options, Options.TOKEN)) {
            model.gateway().send(request("first"));
            assertThatThrownBy(() -> model.gateway().send(request("first")))
                    .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.kind())
                            .isEqualTo(ModelException.Kind.BUDGET_EXCEEDED))
                    .hasMessageContaining("review 'first'");
            model.gateway().send(request("second"));

            assertThat(bedrock.calls()).hasSize(2);
            assertThat(model.account("first")).hasValueSatisfying(totals -> {
                assertThat(totals.calls()).isEqualTo(2);
                assertThat(totals.failedCalls()).isEqualTo(1);
                assertThat(totals.attempts()).isEqualTo(1);
                assertThat(totals.cost()).isEqualByComparingTo("0.0165");
            });
            assertThat(model.account("third")).isEmpty();
        }
    }

    @Test
    void a_model_that_stands_in_for_itself_under_another_name_has_no_quota_of_its_own() throws Exception {
        bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY));
        bedrock.otherwise(Answer.text("Fine."));
        ModelOptions options = Options.of(bedrock, List.of(Options.ARN), Optional.of(1L), Optional.empty());
        try (ReviewModel model = ReviewModel.open(options, Options.TOKEN)) {
            assertThatThrownBy(() -> model.gateway().send(request("first"))).isInstanceOf(ModelException.class);
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    @Test
    void a_model_in_another_region_has_one() throws Exception {
        bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY));
        bedrock.otherwise(Answer.text("Fine."));
        ModelOptions options =
                Options.of(bedrock, List.of(Options.MODEL + "@us-west-2"), Optional.of(1L), Optional.empty());
        try (ReviewModel model = ReviewModel.open(options, Options.TOKEN)) {
            assertThat(model.gateway().send(request("first")).target().region()).contains("us-west-2");
        }
    }

    @Test
    void without_a_token_where_it_was_said_to_be_nothing_is_opened() {
        assertThatThrownBy(() -> ReviewModel.open(Options.of(bedrock), Map.of("TOKEN", " ")))
                .isInstanceOf(MissingCredentialsException.class)
                .hasMessage("the environment has no variable TOKEN with a Bedrock API key");
    }

    @Test
    void what_contradicts_itself_is_refused_with_both_sides() {
        assertThatThrownBy(() -> ReviewModel.open(
                        Options.of(
                                bedrock,
                                List.of("eu.anthropic.claude-sonnet-4-6@eu-central-1"),
                                Optional.empty(),
                                Optional.empty()),
                        Options.TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("eu.anthropic.claude-sonnet-4-6", "another geography", Options.MODEL);
        assertThatThrownBy(() -> ReviewModel.open(
                        Options.of(bedrock, List.of(Options.MODEL), Optional.empty(), Optional.empty()),
                        Options.TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot stand in for itself");
    }

    @Test
    void a_catalog_that_is_not_there_is_told() {
        ModelOptions options = Options.of(bedrock);
        assertThatThrownBy(() -> ReviewModel.open(
                        new ModelOptions(
                                options.modelId(),
                                options.region(),
                                options.fallbacks(),
                                options.requestsPerMinute(),
                                options.tokensPerMinute(),
                                options.reviewBudget(),
                                options.totalBudget(),
                                options.cache(),
                                Optional.of(Path.of("no-such-catalog.json")),
                                options.endpoint(),
                                options.bearerTokenVariable()),
                        Options.TOKEN))
                .isInstanceOf(IOException.class)
                .isInstanceOf(NoSuchFileException.class);
    }

    private static ModelRequest request(String review) {
        return ModelRequest.builder("Hello", 1_000)
                .context(new CallContext(
                        "", Optional.of(review), Optional.of(Instant.now().plusSeconds(10)), Map.of()))
                .build();
    }
}
