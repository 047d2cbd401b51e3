package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Capability;
import io.aiprism.task.Task;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.UnsupportedCapabilityException;
import io.aiprism.task.spi.TaskExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An executor can do what it declares, and refuses what it does not. */
public interface CapabilityContract extends ContractPart {
    @Test
    default void an_executor_declares_what_its_harness_says() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskExecutor executor = fixture.executor;
            assertThat(executor.capabilities())
                    .containsExactlyInAnyOrderElementsOf(harness().capabilities());
            assertThat(fixture.manager.capabilities())
                    .containsExactlyInAnyOrderElementsOf(harness().capabilities());
            assertThat(executor.name()).isNotBlank().isEqualTo(fixture.manager.name());
        }
    }

    @Test
    default void plain_work_runs_or_is_refused() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (fixture.can(Capability.CALLABLES)) {
                Object live = new Object();
                Task<Object> task = fixture.manager.submit(() -> live);
                assertThat(task.toFuture().get(fixture.patience().toMillis(), TimeUnit.MILLISECONDS))
                        .isEqualTo(new TaskOutcome.Succeeded<>(live));
                assertThat(fixture.status(task).type()).isEmpty();
                Task<String> failing = fixture.manager.submit(() -> {
                    throw new IllegalStateException("broken");
                });
                assertThat(fixture.end(failing).state()).isEqualTo(TaskState.FAILED);
            } else {
                assertThatThrownBy(() -> fixture.manager.submit(() -> "plain"))
                        .isInstanceOfSatisfying(UnsupportedCapabilityException.class, e -> {
                            assertThat(e.capability()).isEqualTo(Capability.CALLABLES);
                            assertThat(e).hasMessageContaining("TaskType");
                        });
                assertThat(fixture.list()).isEmpty();
            }
        }
    }

    @Test
    default void plain_work_may_return_null() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            if (fixture.can(Capability.CALLABLES)) {
                Task<Void> task = fixture.manager.submit(() -> null, TaskOptions.DEFAULT);
                TaskOutcome<Void> outcome =
                        task.toFuture().get(fixture.patience().toMillis(), TimeUnit.MILLISECONDS);
                assertThat(outcome.state()).isEqualTo(TaskState.SUCCEEDED);
                assertThat(task.outcome()).isEqualTo(Optional.of(outcome));
            } else {
                assertThatThrownBy(() -> fixture.manager.submit(() -> null))
                        .isInstanceOf(UnsupportedCapabilityException.class);
            }
        }
    }
}
