package io.aiprism.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.Prism;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.finding.Finding;
import io.aiprism.model.BatchBackend;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.structured.CapabilityLadder;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.inprocess.TaskThreads;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A review whose questions are answered by batch jobs. */
@Timeout(60)
final class BatchReviewTest {
    private static final TaskManagerConfig CONFIG =
            TaskManagerConfig.builder().maxConcurrency(2).build();

    private final BedrockBatch batch = new BedrockBatch(Fixture.MODEL, "us-east-1", BedrockOptions.NONE);
    private final BatchBackend model = new BatchBackend(
            BedrockTargets.of(Fixture.MODEL, "us-east-1"),
            BedrockCatalog.builtIn().profile(Fixture.MODEL));

    @TempDir
    Path folder;

    @Test
    void the_first_round_collects_and_the_next_reviews() throws Exception {
        Document document = DocumentReaders.installed()
                .read(Files.writeString(folder.resolve("report.txt"), "The shop was shut. This is cheap."));
        Checklist checklist = Checklist.builtIn("general-report");
        try (TaskManager tasks = TaskManagers.create(new InProcessExecutor("batch", new Threads(), CONFIG), CONFIG);
                Prism prism = Prism.builder(tasks)
                        .analyzer(ModelAnalyzer.builder(new CapabilityLadder(model))
                                .build())
                        .build()) {
            ReviewResult first = prism.review(document, checklist).await();
            assertThat(first.complete()).isFalse();
            assertThat(first.findings()).isEmpty();
            assertThat(model.open()).hasSize(1);

            // Cut off in the middle of its second finding.
            round(
                    "max_tokens",
                    "{\"findings\":[" + finding("This is cheap.") + ",{\"quote\":\"The sh");
            ReviewResult second = prism.reviewAgain(first, document, checklist).await();
            assertThat(model.open()).as("the rest of the answer").hasSize(1);
            round("end_turn", "{\"findings\":[" + finding("The shop was shut.") + "]}");
            ReviewResult third = prism.reviewAgain(second, document, checklist).await();

            assertThat(model.open()).isEmpty();
            assertThat(third.complete()).isTrue();
            assertThat(third.findings())
                    .extracting(Finding::quote)
                    .containsExactly("The shop was shut.", "This is cheap.");
        }
    }

    /** What a job does with its input, and what becomes of its output. */
    private void round(String stopReason, String answer) throws Exception {
        Map<String, ModelRequest> open = model.open();
        var input = new StringWriter();
        batch.write(open, input);
        StringBuilder output = new StringBuilder();
        for (String line : input.toString().split("\n")) {
            output.append(answered(line, stopReason, answer)).append('\n');
        }
        batch.read(open, new StringReader(output.toString())).forEach((id, result) -> {
            switch (result) {
                case BedrockBatch.Result.Answered(var response) -> model.answer(id, response);
                case BedrockBatch.Result.Failed(var failure) -> model.fail(id, failure);
                case BedrockBatch.Result.Missing missing -> {}
            }
        });
    }

    private static String answered(String line, String stopReason, String answer) throws IOException {
        JsonNode record = Json.MAPPER.readTree(line);
        ObjectNode output = Json.MAPPER.createObjectNode().put("stopReason", stopReason);
        output.putObject("usage")
                .put("inputTokens", 900)
                .put("outputTokens", 50)
                .put("totalTokens", 950);
        output.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("text", answer);
        return ((ObjectNode) record).set("modelOutput", output).toString();
    }

    private static String finding(String quote) {
        return "{\"quote\":\"%s\",\"severity\":\"important\",\"category\":\"wording\",\"title\":\"Vague\",\"description\":\"It is.\"}"
                .formatted(quote);
    }

    private static final class Threads implements TaskThreads {
        @Override
        public void start(Runnable worker) {
            Thread.ofVirtual().start(worker);
        }

        @Override
        public boolean reusable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
