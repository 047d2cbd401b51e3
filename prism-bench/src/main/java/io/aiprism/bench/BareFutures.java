package io.aiprism.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@link ExecutorService#submit} alone: nobody but the submitter can ask about a task. */
final class BareFutures implements Workload {
    private final ExecutorService executor;

    BareFutures(ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Batch newBatch(int size) {
        var futures = new Future<?>[size];
        return new Batch() {
            @Override
            public void submit(int index) {
                futures[index] = executor.submit(NO_OP);
            }

            @Override
            public @Nullable Object await(int index) throws ExecutionException, InterruptedException {
                return futures[index].get();
            }
        };
    }

    @Override
    public void close() {
        executor.close();
    }
}
