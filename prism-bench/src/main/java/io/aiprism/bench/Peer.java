package io.aiprism.bench;

import io.aiprism.executor.threadpool.ThreadPoolTasks;
import io.aiprism.executor.virtualthreads.VirtualThreadTasks;
import io.aiprism.task.TaskManagerConfig;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Those that are compared: Prism, and what one would use or write instead. */
public enum Peer {
    PRISM_POOL("Prism, thread pool"),
    MAP_POOL("hand-written map, thread pool"),
    PRISM_VIRTUAL("Prism, virtual threads"),
    MAP_VIRTUAL("hand-written map, virtual threads"),
    RAW_POOL("ThreadPoolExecutor"),
    RAW_VIRTUAL("virtual thread per task"),
    COMPLETABLE_FUTURE("CompletableFuture, thread pool"),
    JOBRUNR("JobRunr, enqueue in memory");

    /** Threads of every pool: Prism's default for {@code maxConcurrency}. */
    static final int POOL_SIZE = 2 * Runtime.getRuntime().availableProcessors();

    /** The bound of Prism's virtual threads; the peers' have none. */
    static final int VIRTUAL_CONCURRENCY = 1_000;

    private final String label;

    Peer(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Starts it. In a JVM of its own, so that the compiler knows only one of them. */
    Workload start() {
        return switch (this) {
            case PRISM_POOL -> new PrismTasks(ThreadPoolTasks.manager(TaskManagerConfig.ofMaxConcurrency(POOL_SIZE)));
            case PRISM_VIRTUAL ->
                new PrismTasks(VirtualThreadTasks.manager(TaskManagerConfig.ofMaxConcurrency(VIRTUAL_CONCURRENCY)));
            case MAP_POOL -> new MapOfFutures(pool());
            case MAP_VIRTUAL -> new MapOfFutures(Executors.newVirtualThreadPerTaskExecutor());
            case RAW_POOL -> new BareFutures(pool());
            case RAW_VIRTUAL -> new BareFutures(Executors.newVirtualThreadPerTaskExecutor());
            case COMPLETABLE_FUTURE -> new SuppliedAsync(pool());
            case JOBRUNR -> new JobRunrQueue();
        };
    }

    /** The hand-written map on the same kind of threads. */
    Peer baseline() {
        return switch (this) {
            case PRISM_VIRTUAL, MAP_VIRTUAL, RAW_VIRTUAL -> MAP_VIRTUAL;
            case PRISM_POOL, MAP_POOL, RAW_POOL, COMPLETABLE_FUTURE, JOBRUNR -> MAP_POOL;
        };
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(POOL_SIZE);
    }
}
