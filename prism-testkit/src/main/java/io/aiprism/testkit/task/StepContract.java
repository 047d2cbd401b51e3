package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Parts of the work that a retry does not repeat. */
public interface StepContract extends ContractPart {
    private static TaskOptions retriedAtOnce(int maxRetries) {
        return TaskOptions.builder()
                .retry(new RetryPolicy(maxRetries, Duration.ZERO, Duration.ZERO))
                .build();
    }

    private static String step(TaskContext context, String name, AtomicInteger runs) throws Exception {
        return context.step(name, Codec.json(String.class), () -> name + runs.incrementAndGet());
    }

    private static void open(TaskExecutorHarness harness, Scenario scenario) throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness)) {
            if (fixture.can(Capability.STEPS)) {
                scenario.play(fixture);
            } else {
                refused(fixture);
            }
        }
    }

    private static void refused(TaskFixture fixture) throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Task<String> task = fixture.submit(context -> step(context, "step", runs));
        assertThat(fixture.end(task))
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        failed -> assertThat(failed.failure().type())
                                .isEqualTo(UnsupportedCapabilityException.class.getName()));
        assertThat(runs).hasValue(0);
    }

    @Test
    default void a_step_is_done_once_over_all_attempts() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger first = new AtomicInteger();
            AtomicInteger second = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> {
                        String a = step(context, "a", first);
                        if (context.attempt() == 1) {
                            throw new IllegalStateException("not yet");
                        }
                        String b = step(context, "b", second);
                        if (context.attempt() == 2) {
                            throw new IllegalStateException("not yet");
                        }
                        return a + " " + b + " " + step(context, "a", first);
                    },
                    retriedAtOnce(2));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("a1 b1 a1"));
            assertThat(first).hasValue(1);
            assertThat(second).hasValue(1);
        });
    }

    @Test
    default void a_step_that_throws_is_not_recorded() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(
                    context -> context.step("step", Codec.json(String.class), () -> {
                        if (runs.incrementAndGet() < 3) {
                            throw new IllegalStateException("not yet");
                        }
                        return "run " + runs.get();
                    }),
                    retriedAtOnce(5));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("run 3"));
        });
    }

    @Test
    default void tasks_do_not_share_steps() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger runs = new AtomicInteger();
            Task<String> one = fixture.submit(context -> step(context, "step", runs));
            fixture.end(one);
            Task<String> two = fixture.submit(context -> step(context, "step", runs));
            assertThat(fixture.end(two)).isEqualTo(new TaskOutcome.Succeeded<>("step2"));
        });
    }

    @Test
    default void steps_survive_a_snooze_and_leave_no_events() throws Exception {
        open(harness(), fixture -> {
            AtomicInteger runs = new AtomicInteger();
            Task<String> task = fixture.submit(context -> {
                String value = step(context, "step", runs);
                if (context.attempt() == 1) {
                    throw RetryLaterException.snooze(
                            "quota", fixture.clock.now().plusSeconds(60));
                }
                return value;
            });
            fixture.awaitRetryWait(task);
            fixture.clock.advance(Duration.ofSeconds(60));
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("step1"));
            if (fixture.can(Capability.EVENTS)) {
                assertThat(fixture.manager.events(task.id(), 0)).hasSize(6);
            }
        });
    }
}
