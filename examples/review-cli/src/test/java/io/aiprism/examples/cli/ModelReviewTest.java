package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.Analyzers;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.Latency;
import io.aiprism.bedrock.testkit.ReviewingAnswerer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelReviewTest {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeBedrock bedrock =
            FakeBedrock.start().otherwise(new ReviewingAnswerer(Latency.fixed(Duration.ZERO)));

    @TempDir
    Path folder;

    @BeforeEach
    void signIn() {
        System.setProperty(CREDENTIALS.getFirst(), FakeBedrock.ACCESS_KEY_ID);
        System.setProperty(CREDENTIALS.getLast(), FakeBedrock.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void close() {
        CREDENTIALS.forEach(System::clearProperty);
        bedrock.close();
    }

    @Test
    void a_model_takes_part_and_the_summary_says_what_that_came_to() throws IOException {
        assertThat(review(note("one"))).isZero();

        assertThat(bedrock.calls()).hasSize(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("calls         1 (0 failed), 0 retries, 0 fallbacks", "tokens  ", "cost  ");
    }

    @Test
    void each_document_has_the_budget_for_itself() throws IOException {
        // A call may cost some 0.07 and does cost less than 0.02: three together would not fit.
        assertThat(review(note("one"), note("two"), note("three"), "--budget", "0.09"))
                .isZero();

        assertThat(bedrock.calls()).hasSize(3);
    }

    @Test
    void a_call_that_could_cost_more_than_the_budget_is_not_made() throws IOException {
        assertThat(review(note("one"), "--budget", "0.05")).isEqualTo(5);

        assertThat(bedrock.calls()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("(model) not analysed", "could cost", "for review '");
    }

    @Test
    void all_documents_together_can_have_a_budget_as_well() throws IOException {
        assertThat(review(note("one"), note("two"), "--budget", "1", "--total-budget", "0.05"))
                .isEqualTo(5);

        assertThat(bedrock.calls()).isEmpty();
    }

    @Test
    void without_credentials_it_ends_with_3_and_one_line_before_anything_is_written() throws IOException {
        assertThat(review(note("one"), "--bearer-token-env", "NO_SUCH_VARIABLE_OF_PRISM"))
                .isEqualTo(3);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("prism: the environment has no variable NO_SUCH_VARIABLE_OF_PRISM with a Bedrock API key\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("one.txt"));
        }
    }

    @Test
    void what_belongs_to_a_model_needs_one() throws IOException {
        assertThat(run(List.of("review", note("one"), "--total-budget", "1"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--backend bedrock");
    }

    private String note(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".txt"), "The %s shop was shut. TBD: say why.".formatted(name))
                .toString();
    }

    private int review(String... args) {
        List<String> all = new ArrayList<>(List.of("review"));
        all.addAll(List.of(args));
        all.addAll(List.of(
                "--backend",
                "bedrock",
                "--model",
                "us.anthropic.claude-sonnet-4-6",
                "--region",
                "us-east-1",
                "--endpoint",
                bedrock.endpoint().toString()));
        return run(all);
    }

    private int run(List<String> args) {
        return PrismCli.run(
                Analyzers.installed(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                args.toArray(String[]::new));
    }
}
