package io.aiprism.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.review.Review;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process does die between tasks, and what was only in its memory is gone. */
@Timeout(30)
final class RestartingTasksTest {
    private static final TaskType<String, String> WORK = TaskType.json("work", String.class, String.class);

    private final TaskManagerConfig config = TaskManagerConfig.builder()
            .maxConcurrency(1)
            .drainTimeout(Duration.ZERO)
            .build();

    @Test
    void the_process_dies_when_a_task_starts_and_when_it_ends() throws InterruptedException {
        var self = new AtomicReference<RestartingTasks>();
        Runnable begin =
                () -> self.get().register(WORK, (input, context) -> input + " at attempt " + context.attempt());
        try (var tasks = new RestartingTasks(config, begin)) {
            self.set(tasks);
            begin.run();
            List<TaskId> ids = new ArrayList<>();
            for (String input : List.of("a", "b", "c")) {
                ids.add(tasks.submit(WORK, input).id());
            }

            for (TaskId id : ids) {
                assertThat(outcome(tasks, id))
                        .isInstanceOfSatisfying(
                                TaskOutcome.Succeeded.class,
                                done -> assertThat(done.value().toString()).endsWith(" at attempt 2"));
            }
            assertThat(tasks.restarts()).isEqualTo(6);
        }
    }

    @Test
    void what_a_process_has_in_memory_is_lost() throws InterruptedException {
        var self = new AtomicReference<RestartingTasks>();
        var memory = new AtomicReference<Map<String, String>>();
        Runnable begin = () -> {
            Map<String, String> mine = new ConcurrentHashMap<>();
            memory.set(mine);
            self.get().register(WORK, (input, context) -> mine.getOrDefault(input, "forgotten"));
        };
        try (var tasks = new RestartingTasks(config, begin)) {
            self.set(tasks);
            begin.run();
            memory.get().put("key", "remembered");

            assertThat(outcome(tasks, tasks.submit(WORK, "key").id()))
                    .isEqualTo(new TaskOutcome.Succeeded<>("forgotten"));
        }
    }

    @Test
    void an_analyzer_ends_with_its_process_and_the_next_one_has_its_own() throws Exception {
        Document document = Sketch.of("This is bad.");
        Checklist checklist = Checklist.builtIn("general-report");
        AnalysisRequest request =
                AnalysisRequest.ofSections(document, checklist).getFirst();
        try (var application = new RestartedApplication(config)) {
            application.start(List.of(FakeAnalyzer.findingBad("fake", Scope.SECTION)));
            Analyzer captured = application.prism().analyzers().named("fake");
            Review review = application.prism().review(document, checklist);

            assertThat(application.again(review).await().findings()).hasSize(1);
            assertThatThrownBy(() -> captured.analyze(request, AnalysisContext.direct()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has died");
            Analyzer named = application.prism().analyzers().named("fake");
            assertThat(named.analyze(request, AnalysisContext.direct()).findings())
                    .hasSize(1);
        }
    }

    private static TaskOutcome<String> outcome(RestartingTasks tasks, TaskId id) throws InterruptedException {
        TaskResult<String> result = tasks.await(id, WORK, Duration.ofHours(1));
        assertThat(result).isInstanceOf(TaskResult.Finished.class);
        return ((TaskResult.Finished<String>) result).outcome();
    }
}
