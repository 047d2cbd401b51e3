package io.aiprism.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** {@link CompletableFuture#supplyAsync} alone: nobody but the submitter can ask about a task. */
final class SuppliedAsync implements Workload {
    private final ExecutorService executor;

    SuppliedAsync(ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Batch newBatch(int size) {
        var futures = new CompletableFuture<?>[size];
        return new Batch() {
            @Override
            public void submit(int index) {
                futures[index] = CompletableFuture.supplyAsync(() -> Boolean.TRUE, executor);
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
