package io.aiprism.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a task cost from submit to the result read, if it does nothing itself? Each producer submits a batch and then reads
 * all its results, so that what is measured is the cost of tasks and not of waking a thread for each.
 *
 * <pre>{@code
 * ./prism bench submission --quick
 * java -cp "prism-bench/target/*:prism-bench/target/lib/*" org.openjdk.jmh.Main SubmitAndComplete -t 2 -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubmitAndCompleteBenchmark {
    private static final int BATCH = 1_000;

    /** The system under test, shared by all producers. */
    @State(Scope.Benchmark)
    public static class Shared {
        /** All but JobRunr, whose jobs are not run here. */
        @Param({
            "PRISM_POOL",
            "MAP_POOL",
            "PRISM_VIRTUAL",
            "MAP_VIRTUAL",
            "RAW_POOL",
            "RAW_VIRTUAL",
            "COMPLETABLE_FUTURE"
        })
        public Peer peer = Peer.PRISM_POOL;

        @SuppressWarnings("NullAway.Init") // by start
        Workload workload;

        /** Starts the system. */
        @Setup
        public void start() {
            workload = peer.start();
        }

        /** Ends the system. */
        @TearDown
        public void end() {
            workload.close();
        }
    }

    /** One thread that submits. */
    @State(Scope.Thread)
    public static class Producer {
        @SuppressWarnings("NullAway.Init") // by prepare
        Workload.Batch batch;

        /** Makes room for the tasks. */
        @Setup
        public void prepare(Shared shared) {
            batch = shared.workload.newBatch(BATCH);
        }
    }

    /** Submits a batch and reads its results. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void submitAndComplete(Producer producer) throws Exception {
        Workload.Batch batch = producer.batch;
        for (int i = 0; i < BATCH; i++) {
            batch.submit(i);
        }
        batch.awaitFirst(BATCH);
    }
}
