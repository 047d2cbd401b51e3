package io.aiprism.executor.virtualthreads;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.testkit.task.TaskExecutorHarness;
import io.aiprism.testkit.task.TaskManagerContract;
import java.util.EnumSet;
import java.util.Set;

final class VirtualThreadTasksTest implements TaskManagerContract {
    @Override
    public TaskExecutorHarness harness() {
        return new TaskExecutorHarness() {
            @Override
            public TaskExecutor newExecutor(TaskManagerConfig config) {
                return new VirtualThreadTasks().create(config);
            }

            @Override
            public Set<Capability> capabilities() {
                return EnumSet.of(Capability.CALLABLES, Capability.GROUPS, Capability.EVENTS, Capability.STEPS);
            }
        };
    }
}
