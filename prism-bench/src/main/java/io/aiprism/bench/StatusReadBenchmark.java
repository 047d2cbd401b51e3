package io.aiprism.bench;

import io.aiprism.executor.threadpool.ThreadPoolTasks;
import io.aiprism.task.Task;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does it cost to ask where a task is? A thousand ended tasks are asked in turn.
 *
 * <pre>{@code
 * ./prism bench submission --quick
 * java -cp "prism-bench/target/*:prism-bench/target/lib/*" org.openjdk.jmh.Main StatusRead -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatusReadBenchmark {
    private static final int TASKS = 1_024;

    private final List<Task<Boolean>> tasks = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final Map<UUID, Future<?>> futures = new ConcurrentHashMap<>();
    private final TaskManager manager = ThreadPoolTasks.manager(TaskManagerConfig.DEFAULT);
    private final ExecutorService executor = Executors.newFixedThreadPool(Peer.POOL_SIZE);
    private int next;

    /** Runs the tasks that will be asked. */
    @Setup
    public void run() throws Exception {
        for (int i = 0; i < TASKS; i++) {
            tasks.add(manager.submit(Workload.NO_OP));
            UUID id = UUID.randomUUID();
            ids.add(id);
            futures.put(id, executor.submit(Workload.NO_OP));
        }
        for (Task<Boolean> task : tasks) {
            task.await();
        }
        for (Future<?> future : futures.values()) {
            future.get();
        }
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        manager.close();
        executor.close();
    }

    /** Prism, by the submitted task. */
    @Benchmark
    public TaskState taskState() {
        return tasks.get(next()).state();
    }

    /** Prism, by the id: all that is known of the task. */
    @Benchmark
    public TaskLookup findById() {
        return manager.find(tasks.get(next()).id());
    }

    /** The hand-written map, by the id: whether it has ended. */
    @Benchmark
    public boolean mapIsDone() {
        Future<?> future = futures.get(ids.get(next()));
        return future != null && future.isDone();
    }

    private int next() {
        return next++ & (TASKS - 1);
    }
}
