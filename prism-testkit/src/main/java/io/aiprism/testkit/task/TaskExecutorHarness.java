package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.util.Set;

/** What {@link TaskManagerContract} needs to know of the executor that it tests. */
public interface TaskExecutorHarness {
    /**
     * Makes an executor that knows of no task and has not been opened. The suite opens and closes it. Its time must come
     * from the configuration's clock.
     */
    TaskExecutor newExecutor(TaskManagerConfig config);

    /** What the executor says that it can do. For everything else the suite checks that it is refused. */
    Set<Capability> capabilities();

    /**
     * Makes an executor, not opened yet, of what an earlier one has stored, as if its process had ended the moment before.
     * Called only if the executor is {@link Capability#DURABLE}.
     *
     * @param ended not closed; handlers may still be running there, and what they say must not change anything any more
     */
    default TaskExecutor restart(TaskExecutor ended, TaskManagerConfig config) {
        throw new UnsupportedOperationException("a durable executor's harness must implement restart");
    }

    /** How long the suite waits, in real time, for something that must happen. Defaults to 20 seconds. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** How often the suite runs a race, for executors whose transitions are slow. Defaults to 10,000. */
    default int rounds() {
        return 10_000;
    }
}
