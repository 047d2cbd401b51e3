package io.aiprism.bench;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What an application writes by hand: futures by random ids, so that anybody can ask about a task. It bounds its map in the
 * cheapest way there is: whoever reads a result takes the entry out, and none is kept for a second reader.
 */
final class MapOfFutures implements Workload {
    private final ExecutorService executor;
    private final Map<UUID, Future<?>> futures = new ConcurrentHashMap<>();

    MapOfFutures(ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Batch newBatch(int size) {
        var ids = new UUID[size];
        var submitted = new Future<?>[size];
        return new Batch() {
            @Override
            public void submit(int index) {
                UUID id = UUID.randomUUID();
                Future<?> future = executor.submit(NO_OP);
                futures.put(id, future);
                ids[index] = id;
                submitted[index] = future;
            }

            @Override
            public @Nullable Object await(int index) throws ExecutionException, InterruptedException {
                Object result = submitted[index].get();
                futures.remove(ids[index]);
                return result;
            }
        };
    }

    @Override
    public void close() {
        executor.close();
    }
}
