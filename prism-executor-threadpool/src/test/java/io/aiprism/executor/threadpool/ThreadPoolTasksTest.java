package io.aiprism.executor.threadpool;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.testkit.task.TaskExecutorHarness;
import io.aiprism.testkit.task.TaskManagerContract;
import java.util.EnumSet;
import java.util.Set;

final class ThreadPoolTasksTest implements TaskManagerContract {
    @Override
    public TaskExecutorHarness harness() {
        return new TaskExecutorHarness() {
            @Override
            public TaskExecutor newExecutor(TaskManagerConfig config) {
                return new ThreadPoolTasks().create(config);
            }

            @Override
            public Set<Capability> capabilities() {
                return EnumSet.of(Capability.CALLABLES, Capability.GROUPS, Capability.EVENTS, Capability.STEPS);
            }
        };
    }
}
