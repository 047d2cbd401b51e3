package io.aiprism.testkit.task;

import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import java.util.function.BiFunction;

/**
 * An executor that does one thing wrong.
 *
 * @param flaw what it does
 * @param caughtBy name of the test that must fail on it
 * @param executor makes it, on top of one that is right
 */
record BrokenExecutor(
        String flaw, String caughtBy, BiFunction<TaskExecutor, TaskManagerConfig, TaskExecutor> executor) {
    @Override
    public String toString() {
        return flaw;
    }
}
