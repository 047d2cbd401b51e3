package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.inprocess.TaskThreads;
import io.aiprism.task.spi.TaskExecutor;
import java.util.EnumSet;
import java.util.Set;

/** The executor in memory, on threads that are as simple as can be. */
final class InProcessHarness implements TaskExecutorHarness {
    @Override
    public TaskExecutor newExecutor(TaskManagerConfig config) {
        return new InProcessExecutor("in-process", new SimpleThreads(), config);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.CALLABLES, Capability.GROUPS, Capability.EVENTS, Capability.STEPS);
    }

    /** A new thread for each worker. */
    static final class SimpleThreads implements TaskThreads {
        @Override
        public void start(Runnable worker) {
            Thread.ofPlatform().daemon().name("simple").start(worker);
        }

        @Override
        public boolean reusable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
