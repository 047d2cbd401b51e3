package io.aiprism.bench;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Task;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import org.jspecify.annotations.Nullable;

/** Prism's task manager with every guarantee on. Ended tasks stay readable until its default retention drops them. */
final class PrismTasks implements Workload {
    private final TaskManager manager;

    PrismTasks(TaskManager manager) {
        this.manager = manager;
    }

    @Override
    public Batch newBatch(int size) {
        var tasks = new @Nullable Task<?>[size];
        return new Batch() {
            @Override
            public void submit(int index) {
                tasks[index] = manager.submit(NO_OP);
            }

            @Override
            public @Nullable Object await(int index) throws InterruptedException {
                Task<?> task = requireNonNull(tasks[index]);
                try {
                    return task.await() instanceof TaskOutcome.Succeeded<?>(var result) ? result : fail(task);
                } catch (IllegalStateException e) {
                    // Ten thousand tasks end in milliseconds: that long a reader may be off the processor.
                    return task.state() == TaskState.SUCCEEDED ? null : fail(task);
                }
            }
        };
    }

    private static Object fail(Task<?> task) {
        throw new AssertionError("not succeeded: " + task);
    }

    @Override
    public void close() {
        manager.close();
    }
}
