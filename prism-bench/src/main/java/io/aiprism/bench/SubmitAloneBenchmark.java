package io.aiprism.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long does {@code submit} keep its caller? The tasks run meanwhile; their results are read outside the measured time.
 *
 * <pre>{@code
 * ./prism bench submission --quick
 * java -cp "prism-bench/target/*:prism-bench/target/lib/*" org.openjdk.jmh.Main SubmitAlone -t 2
 * }</pre>
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubmitAloneBenchmark {
    private static final int BATCH = 1_000;

    /** The system under test, shared by all producers. */
    @State(Scope.Benchmark)
    public static class Shared {
        /** All. */
        @Param
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

        int submitted;

        /** Makes room for the tasks. */
        @Setup
        public void prepare(Shared shared) {
            batch = shared.workload.newBatch(BATCH);
        }

        /** Reads the results of a full batch, outside the measured time, which is why it happens before each invocation. */
        @Setup(Level.Invocation)
        public void makeRoom() throws Exception {
            if (submitted == BATCH) {
                batch.awaitFirst(submitted);
                submitted = 0;
            }
        }
    }

    /** Submits a batch: the mean. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(BATCH)
    public void submit(Producer producer) {
        Workload.Batch batch = producer.batch;
        for (int i = 0; i < BATCH; i++) {
            batch.submit(i);
        }
        producer.submitted = BATCH;
    }

    /** Submits one task: the percentiles. Its mean has the two readings of the clock in it. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void submitOne(Producer producer) {
        producer.batch.submit(producer.submitted++);
    }
}
