package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.CodecException;
import io.aiprism.task.Registration;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Named work, its handlers and codecs, and what becomes of what they throw. */
public interface HandlerContract extends ContractPart {
    /** An error that no executor knows. */
    final class ExoticError extends Error {
        private static final long serialVersionUID = 1;

        ExoticError(String message) {
            super(message);
        }
    }

    private static TaskFailure failure(TaskOutcome<?> outcome) {
        if (outcome instanceof TaskOutcome.Failed<?>(TaskFailure failure)) {
            return failure;
        }
        throw new AssertionError("expected a failure but got " + outcome);
    }

    private static boolean encodes(TaskFixture fixture) {
        return !fixture.can(Capability.CALLABLES);
    }

    @Test
    default void inputs_and_outputs_arrive_as_they_were_sent() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskType<byte[], int[]> type = TaskType.json("contract.bytes", byte[].class, int[].class);
            fixture.manager.register(type, (input, context) -> new int[] {input.length, input[input.length - 1]});
            byte[] input = new byte[200_000];
            input[199_999] = 42;
            Task<int[]> task = fixture.manager.submit(type, input);
            assertThat(task.toFuture().get(fixture.patience().toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            TaskOutcome.Succeeded.class,
                            succeeded -> assertThat(succeeded.value()).isEqualTo(new int[] {200_000, 42}));
            assertThat(fixture.manager.result(task.id(), type)).isInstanceOf(TaskResult.Finished.class);
        }
    }

    @Test
    default void a_handler_knows_for_whom_and_with_which_labels_it_runs() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskType<String, String> type = TaskType.json("contract.context", String.class, String.class);
            fixture.manager.register(
                    type,
                    (input, context) ->
                            context.tenant() + "/" + context.labels().get("kind") + "/" + context.group());
            TaskOptions options = TaskOptions.builder()
                    .tenant("acme")
                    .labels(Map.of("kind", "urgent"))
                    .build();
            Task<String> task = fixture.manager.submit(type, "a", options);
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("acme/urgent/Optional.empty"));
        }
    }

    @Test
    default void each_type_has_its_own_handler_and_defaults() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskType<String, String> upper = TaskType.json("contract.upper", String.class, String.class);
            TaskType<String, String> lower = TaskType.json("contract.lower", String.class, String.class);
            fixture.manager.register(upper, (input, context) -> input + " UPPER");
            fixture.manager.register(
                    lower,
                    (input, context) -> input + " lower",
                    TaskOptions.builder()
                            .timeout(Duration.ofSeconds(77))
                            .labels(Map.of("kind", "lower"))
                            .build());
            Task<String> one = fixture.manager.submit(upper, "a");
            Task<String> two = fixture.manager.submit(lower, "b");
            assertThat(fixture.end(one)).isEqualTo(new TaskOutcome.Succeeded<>("a UPPER"));
            assertThat(fixture.end(two)).isEqualTo(new TaskOutcome.Succeeded<>("b lower"));
            assertThat(fixture.status(two).deadline())
                    .isEqualTo(fixture.clock.now().plusSeconds(77));
            assertThat(fixture.status(two).labels()).containsExactly(Map.entry("kind", "lower"));
            assertThat(fixture.status(one).type()).isEqualTo(upper.name());
        }
    }

    @Test
    default void a_type_without_a_handler_is_refused() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (fixture.can(Capability.CLUSTERED)) {
                return;
            }
            TaskType<String, String> nobody = TaskType.json("contract.nobody", String.class, String.class);
            assertThatThrownBy(() -> fixture.manager.submit(nobody, "input"))
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TaskRejectedException.Reason.NO_HANDLER));
            Registration registration = fixture.manager.register(nobody, (input, context) -> input);
            assertThatThrownBy(() -> fixture.manager.register(nobody, (input, context) -> input))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(fixture.end(fixture.manager.submit(nobody, "now")))
                    .isEqualTo(new TaskOutcome.Succeeded<>("now"));
            registration.close();
            registration.close();
            assertThatThrownBy(() -> fixture.manager.submit(nobody, "input")).isInstanceOf(TaskRejectedException.class);
            assertThat(fixture.list()).hasSize(1);
        }
    }

    /** Where several processes share the tasks, another one may know the type. */
    @Test
    default void in_a_cluster_a_type_without_a_handler_waits_until_there_is_one() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (!fixture.can(Capability.CLUSTERED)) {
                return;
            }
            TaskType<String, String> nobody = TaskType.json("contract.nobody", String.class, String.class);
            Task<String> task = fixture.manager.submit(nobody, "input");
            assertThat(fixture.end(fixture.submit(context -> "goes on")))
                    .isEqualTo(new TaskOutcome.Succeeded<>("goes on"));
            assertThat(task.state()).isEqualTo(TaskState.QUEUED);
            fixture.manager.register(nobody, (input, context) -> input);
            assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("input"));
        }
    }

    @Test
    default void queued_tasks_fail_when_their_handler_was_taken_away() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            TaskType<String, String> type = TaskType.json("contract.taken-away", String.class, String.class);
            Registration registration = fixture.manager.register(type, (input, context) -> input);
            Gate gate = fixture.occupyAllPlaces();
            Task<String> task = fixture.manager.submit(type, "input");
            registration.close();
            gate.open();
            assertThat(fixture.end(task).state()).isEqualTo(TaskState.FAILED);
        }
    }

    @Test
    default void a_handler_that_throws_anything_fails_its_task_alone() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            List<Throwable> thrown = List.of(
                    new IllegalStateException("unchecked"),
                    new IOException("checked"),
                    new InterruptedException("not cancelled"),
                    new ExoticError("custom"),
                    new StackOverflowError("deep"),
                    new LinkageError("linkage"),
                    new AssertionError("assertion"));
            for (Throwable each : thrown) {
                Task<String> task = fixture.submit(context -> {
                    throw TaskFixture.sneaky(each);
                });
                TaskFailure failure = failure(fixture.end(task));
                assertThat(failure.type()).isEqualTo(each.getClass().getName());
                assertThat(failure.message()).isEqualTo(each.getMessage());
                assertThat(fixture.end(fixture.submit(context -> "still there")))
                        .isEqualTo(new TaskOutcome.Succeeded<>("still there"));
            }
        }
    }

    @Test
    default void an_input_that_cannot_be_encoded_is_refused_by_an_executor_that_stores_it() throws Exception {
        try (TaskFixture fixture =
                TaskFixture.open(harness(), config -> config.maxConcurrency(1).queueCapacity(1))) {
            TaskType<String, String> type =
                    new TaskType<>("contract.unencodable", BrokenCodec.encoding(), Codec.json(String.class));
            fixture.manager.register(type, (input, context) -> input);
            for (int i = 0; i < 3; i++) {
                if (encodes(fixture)) {
                    assertThatThrownBy(() -> fixture.manager.submit(type, "input"))
                            .isInstanceOf(CodecException.class);
                    assertThat(fixture.list()).hasSize(i);
                } else {
                    assertThat(fixture.end(fixture.manager.submit(type, "input")))
                            .isEqualTo(new TaskOutcome.Succeeded<>("input"));
                }
                assertThat(fixture.end(fixture.submit(context -> "done")))
                        .isEqualTo(new TaskOutcome.Succeeded<>("done"));
                if (!encodes(fixture)) {
                    return;
                }
            }
        }
    }

    @Test
    default void an_input_that_cannot_be_decoded_fails_the_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            TaskType<String, String> type =
                    new TaskType<>("contract.undecodable", BrokenCodec.decoding(), Codec.json(String.class));
            fixture.manager.register(type, (input, context) -> input);
            TaskOutcome<String> outcome = fixture.end(fixture.manager.submit(type, "input"));
            if (encodes(fixture)) {
                assertThat(failure(outcome).type()).isEqualTo(CodecException.class.getName());
            } else {
                assertThat(outcome).isEqualTo(new TaskOutcome.Succeeded<>("input"));
            }
            fixture.drainQueue();
        }
    }

    @Test
    default void a_result_that_cannot_be_encoded_fails_the_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(1))) {
            TaskType<String, String> type =
                    new TaskType<>("contract.unencodable-result", Codec.json(String.class), BrokenCodec.encoding());
            fixture.manager.register(type, (input, context) -> input);
            TaskOutcome<String> outcome = fixture.end(fixture.manager.submit(type, "input"));
            if (encodes(fixture)) {
                assertThat(failure(outcome).type()).isEqualTo(CodecException.class.getName());
            } else {
                assertThat(outcome).isEqualTo(new TaskOutcome.Succeeded<>("input"));
            }
            fixture.drainQueue();
        }
    }

    @Test
    default void a_result_that_cannot_be_decoded_is_an_error_of_the_reader_alone() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(context -> "done");
            fixture.end(task);
            TaskType<String, String> wrong =
                    new TaskType<>(TaskFixture.WORK.name(), Codec.json(String.class), BrokenCodec.decoding());
            if (encodes(fixture)) {
                assertThatThrownBy(() -> fixture.manager.result(task.id(), wrong))
                        .isInstanceOf(CodecException.class);
            }
            assertThat(fixture.manager.result(task.id(), TaskFixture.WORK))
                    .isEqualTo(new TaskResult.Finished<>(new TaskOutcome.Succeeded<>("done")));
        }
    }

    @Test
    default void a_failure_says_what_was_thrown_at_the_last_attempt() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Task<String> task = fixture.submit(
                    context -> {
                        throw context.attempt() == 1
                                ? new IllegalStateException("first")
                                : new IllegalArgumentException("second");
                    },
                    TaskOptions.builder()
                            .retry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO))
                            .build());
            TaskFailure failure = failure(fixture.end(task));
            assertThat(failure.type()).isEqualTo(IllegalArgumentException.class.getName());
            assertThat(failure.message()).isEqualTo("second");
        }
    }
}
