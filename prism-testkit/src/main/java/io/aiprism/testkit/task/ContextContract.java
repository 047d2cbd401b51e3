package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aiprism.task.Admission;
import io.aiprism.task.ContextCarrier;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What belongs to the submitting thread and reaches the handler. */
public interface ContextContract extends ContractPart {
    private static void assumeMdc() {
        MDC.put("contract", "probe");
        Optional<String> kept = Optional.ofNullable(MDC.get("contract"));
        MDC.clear();
        assumeThat(kept)
                .as("the MDC works only with a logging backend that has one")
                .isPresent();
    }

    @Test
    default void the_mdc_reaches_every_attempt_and_is_gone_afterwards() throws Exception {
        assumeMdc();
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            for (String value : List.of("one", "two", "three")) {
                MDC.put("trace", value);
                Task<String> task = fixture.submit(
                        context -> {
                            String carried = "trace " + MDC.get("trace");
                            MDC.put("leak", "from the handler");
                            if (context.attempt() == 1) {
                                throw new IllegalStateException("not yet");
                            }
                            return carried;
                        },
                        TaskOptions.builder()
                                .retry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO))
                                .build());
                MDC.clear();
                assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("trace " + value));
                Task<String> next = fixture.submit(context -> MDC.get("trace") + " " + MDC.get("leak"));
                assertThat(fixture.end(next)).isEqualTo(new TaskOutcome.Succeeded<>("null null"));
            }
        } finally {
            MDC.clear();
        }
    }

    @Test
    default void the_mdc_of_a_caller_that_runs_a_task_itself_is_put_back() throws Exception {
        assumeMdc();
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.maxConcurrency(2).queueCapacity(1).admission(Admission.runInCaller()))) {
            Gate gate = fixture.gate();
            fixture.submit(context -> {
                gate.pass();
                return "";
            });
            gate.awaitArrival();
            Gate second = fixture.gate();
            fixture.submit(context -> {
                second.pass();
                return "";
            });
            second.awaitArrival();
            fixture.submit(context -> "queued");
            Future<String> caller = fixture.inThread(() -> {
                MDC.put("trace", "caller");
                Task<String> task = fixture.submit(context -> {
                    String carried = MDC.get("trace");
                    MDC.put("trace", "changed by the handler");
                    return carried;
                });
                return fixture.end(task) + " " + MDC.get("trace");
            });
            second.open();
            assertThat(fixture.get(caller, "the caller")).isEqualTo(new TaskOutcome.Succeeded<>("caller") + " caller");
        }
    }

    @Test
    default void carriers_capture_on_the_submitting_thread_and_restore_on_the_running_one() throws Exception {
        ThreadLocal<@Nullable String> local = new ThreadLocal<>();
        List<String> closed = new CopyOnWriteArrayList<>();
        ContextCarrier carrier = new ThreadLocalCarrier("user", local, closed);
        ThreadLocal<@Nullable String> other = new ThreadLocal<>();
        ContextCarrier second = new ThreadLocalCarrier("span", other, closed);
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).contextCarriers(carrier, second))) {
            local.set("Ada");
            other.set("42");
            Task<String> task = fixture.submit(context -> local.get() + " " + other.get());
            local.set("Grace");
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("Ada 42"));
            local.remove();
            other.remove();
            Task<String> next = fixture.submit(context -> local.get() + " " + other.get());
            assertThat(fixture.end(next)).isEqualTo(new TaskOutcome.Succeeded<>("null null"));
            fixture.eventually("all to be taken away again", () -> closed.size() >= 2);
            assertThat(closed).contains("user", "span");
        } finally {
            local.remove();
            other.remove();
        }
    }

    @Test
    default void what_was_restored_is_taken_away_after_a_failure_too() throws Exception {
        ThreadLocal<@Nullable String> local = new ThreadLocal<>();
        List<String> closed = new CopyOnWriteArrayList<>();
        ContextCarrier carrier = new ThreadLocalCarrier("user", local, closed);
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).contextCarriers(carrier))) {
            local.set("Ada");
            Task<String> failing = fixture.submit(context -> {
                throw new StackOverflowError("made up");
            });
            local.remove();
            fixture.end(failing);
            Task<String> next = fixture.submit(context -> "user " + local.get());
            assertThat(fixture.end(next)).isEqualTo(new TaskOutcome.Succeeded<>("user null"));
        } finally {
            local.remove();
        }
    }

    @Test
    default void a_handler_knows_its_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> context.id() + " " + context.attempt() + " " + context.deadline() + " "
                            + context.isCancelled(),
                    TaskOptions.builder().timeout(Duration.ofSeconds(30)).build());
            String expected = task.id() + " 1 " + fixture.status(task).deadline() + " false";
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>(expected));
        }
    }
}
