package io.aiprism.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.model.Fence;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.StopReason;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.testkit.analysis.Answers;
import io.aiprism.testkit.model.ScriptedBackend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A document reviewed by a model, from beginning to end. */
@ParameterizedClass
@EnumSource(Application.Kind.class)
@Timeout(30)
final class ModelReviewTest {
    private final ScriptedBackend model = new ScriptedBackend("model-1");
    private final Application application;
    /** A process that dies may die with an answer that it has not recorded yet, and ask again: calls are counted elsewhere. */
    private final Application.Kind kind;

    private final Checklist checklist = Checklist.builtIn("general-report");
    private final Document document =
            Sketch.of("# One", "This is cheap.", "# Two", "All is well.", "# Three", "This is secret.");

    ModelReviewTest(Application.Kind kind) throws ChecklistException {
        this.kind = kind;
        application = kind.create(TaskManagerConfig.builder()
                .maxConcurrency(2)
                .drainTimeout(Duration.ZERO)
                .retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)))
                .build());
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void sections_are_analysed_failures_are_rows_and_a_second_review_asks_nothing_that_is_known() throws Exception {
        model.otherwise(request -> {
            String shown = Answers.shown(request);
            if (shown.contains("secret")) {
                return model.response("No.", StopReason.GUARDRAIL_INTERVENED);
            }
            String[] found = shown.contains("cheap") ? new String[] {Answers.finding("cheap", "Vague")} : new String[0];
            return model.response(Answers.answer(found), StopReason.END_TURN);
        });
        model.thenFail(ModelException.Kind.UNAVAILABLE);

        ReviewResult result = review();

        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.quote()).isEqualTo("cheap");
            assertThat(document.text(finding.span())).isEqualTo("cheap");
        });
        assertThat(result.sections())
                .extracting(row -> row.getClass().getSimpleName())
                .containsExactly("Analyzed", "Analyzed", "Failed");
        assertThat(result.sections().getLast())
                .isInstanceOfSatisfying(
                        SectionResult.Failed.class,
                        row -> assertThat(row.message()).contains("guardrail"));
        assertThat(model.requests())
                .extracting(ModelRequest::system)
                .containsOnly(model.requests().getFirst().system());

        int before = model.requests().size();
        ReviewResult again =
                application.prism().reviewAgain(result, document, checklist).await();
        assertThat(again.findings().stream().map(Finding::id))
                .containsExactlyElementsOf(
                        result.findings().stream().map(Finding::id).toList());
        assertThat(again.reused()).isEqualTo(2);
        if (kind != Application.Kind.RESTARTED) {
            assertThat(model.requests()).hasSize(before + 1);
        }
    }

    @Test
    void a_task_that_is_tried_again_does_not_ask_again_about_the_parts_that_are_done() throws Exception {
        Document parts = Sketch.of("Part one is cheap. " + "a ".repeat(400), "Part two is cheap. " + "b ".repeat(400));
        var failed = new AtomicBoolean();
        model.otherwise(request -> {
            boolean second = Answers.shown(request).startsWith("Part two");
            if (second && !failed.getAndSet(true)) {
                throw model.failure(ModelException.Kind.UNAVAILABLE);
            }
            String quote = second ? "Part two is cheap." : "Part one is cheap.";
            return model.response(Answers.answer(Answers.finding(quote, "Vague")), StopReason.END_TURN);
        });
        application.start(List.of(
                ModelAnalyzer.builder(model).sectionTokens(300).overlapTokens(0).build()));

        ReviewResult result =
                application.again(application.prism().review(parts, checklist)).await();

        assertThat(result.complete()).isTrue();
        assertThat(result.findings())
                .extracting(Finding::quote)
                .containsExactly("Part one is cheap.", "Part two is cheap.");
        if (kind != Application.Kind.RESTARTED) {
            assertThat(model.requests()).hasSize(3);
        }
    }

    private ReviewResult review() throws InterruptedException {
        Analyzer analyzer = ModelAnalyzer.builder(model)
                .fence(Fence.of("a secret of this test".getBytes(StandardCharsets.UTF_8)))
                .build();
        application.start(List.of(analyzer));
        return application
                .again(application.prism().review(document, checklist))
                .await();
    }
}
