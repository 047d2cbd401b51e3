package io.aiprism.bench;

import io.aiprism.executor.threadpool.ThreadPoolTasks;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much heap does an ended task keep besides its result? Half a million tasks are run and kept, and the heap is compared
 * before and after, garbage collected; the result of all is one and the same object.
 *
 * <pre>{@code
 * ./prism bench submission --quick
 * java -Xmx1g -cp "prism-bench/target/*:prism-bench/target/lib/*" io.aiprism.bench.RetainedHeap
 * }</pre>
 */
public final class RetainedHeap {
    private static final int TASKS = 500_000;
    private static final int BATCH = 1_000;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private RetainedHeap() {}

    /** Prints the bytes per task for Prism and for the hand-written map, each on a line after the name of its peer. */
    public static void main(String[] args) throws Exception {
        System.out.println(Peer.PRISM_POOL + " " + prism());
        System.out.println(Peer.MAP_POOL + " " + handWrittenMap());
    }

    private static long prism() throws Exception {
        Retention all = Retention.DEFAULT.withMaxTasks(2 * TASKS);
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(Peer.POOL_SIZE)
                .retention(all)
                .build();
        try (TaskManager manager = ThreadPoolTasks.manager(config)) {
            Workload.Batch batch = new PrismTasks(manager).newBatch(BATCH);
            run(batch, BATCH);
            long before = usedHeap();
            run(batch, TASKS);
            return (usedHeap() - before) / TASKS;
        }
    }

    @SuppressWarnings("UnnecessaryAsync") // an application's map would be shared
    private static long handWrittenMap() throws Exception {
        Map<UUID, Future<?>> futures = new ConcurrentHashMap<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(Peer.POOL_SIZE)) {
            long before = usedHeap();
            for (int i = 0; i < TASKS; i++) {
                futures.put(UUID.randomUUID(), executor.submit(Workload.NO_OP));
            }
            for (Future<?> future : futures.values()) {
                future.get();
            }
            long bytes = usedHeap() - before;
            return bytes / futures.size();
        }
    }

    private static void run(Workload.Batch batch, int tasks) throws Exception {
        for (int i = 0; i < tasks / BATCH; i++) {
            for (int task = 0; task < BATCH; task++) {
                batch.submit(task);
            }
            batch.awaitFirst(BATCH);
        }
    }

    private static long usedHeap() throws InterruptedException {
        // One collection may leave what the one before it was still marking.
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
