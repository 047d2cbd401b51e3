package io.aiprism.executor.threadpool;

import io.aiprism.task.inprocess.TaskThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A fixed pool. Its own queue holds workers only while their predecessors are about to return. */
final class PlatformThreads implements TaskThreads {
    private final ThreadPoolExecutor pool;

    PlatformThreads(int size) {
        pool = new ThreadPoolExecutor(
                size,
                size,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform()
                        .name("prism-task-", 1)
                        .inheritInheritableThreadLocals(false)
                        .factory());
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void start(Runnable worker) {
        pool.execute(worker);
    }

    @Override
    public boolean reusable() {
        return true;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
