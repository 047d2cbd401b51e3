package io.aiprism.testkit.task;

import io.aiprism.task.inprocess.TaskThreads;

/** No threads at all. */
final class InlineThreads implements TaskThreads {
    @Override
    public void start(Runnable worker) {
        worker.run();
    }

    @Override
    public boolean reusable() {
        return true;
    }

    @Override
    public void close() {}
}
