package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import java.util.EnumSet;
import java.util.Set;

/** The executor that stores bytes. */
final class EncodingHarness implements TaskExecutorHarness {
    @Override
    public TaskExecutor newExecutor(TaskManagerConfig config) {
        return new EncodingExecutor(config);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.GROUPS, Capability.EVENTS, Capability.STEPS, Capability.DURABLE);
    }

    @Override
    public TaskExecutor restart(TaskExecutor ended, TaskManagerConfig config) {
        return ((EncodingExecutor) ended).restart(config);
    }

    @Override
    public int rounds() {
        return 2_000;
    }
}
