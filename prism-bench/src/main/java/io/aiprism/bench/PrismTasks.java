package io.aiprism.bench;

import io.aiprism.task.Task;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOutcome;
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
                Task<?> task = tasks[index];
                if (task != null && task.await() instanceof TaskOutcome.Succeeded<?>(var result)) {
                    return result;
                }
                throw new IllegalStateException("task %d did not succeed: %s".formatted(index, task));
            }
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
