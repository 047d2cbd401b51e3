package io.aiprism.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * How long does a durable task take from submit to its recorded outcome, if many are submitted at the same time and do nothing?
 *
 * <pre>{@code
 * ./prism bench durable --quick
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DurableThroughputBenchmark {
    private static final int BATCH = 400;
    private static final int SUBMITTERS = 4;

    /** The system under test. */
    @State(Scope.Benchmark)
    public static class Shared {
        /** All of them. */
        @Param
        public DurablePeer peer = DurablePeer.PRISM_POSTGRESQL;

        private final ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);

        @SuppressWarnings("NullAway.Init") // by start
        DurableWorkload workload;

        /** Starts the system on a new database. */
        @Setup
        public void start() throws IOException, SQLException {
            workload = peer.start();
        }

        /** Ends the system and its database. */
        @TearDown
        public void end() {
            submitters.shutdown();
            workload.close();
        }
    }

    /** Submits a batch from several threads, and waits for all outcomes. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void durableTask(Shared shared) throws InterruptedException {
        long ended = shared.workload.ended().get();
        for (int i = 0; i < SUBMITTERS; i++) {
            shared.submitters.execute(() -> {
                for (int j = 0; j < BATCH / SUBMITTERS; j++) {
                    shared.workload.submit();
                }
            });
        }
        shared.workload.ended().await(ended + BATCH);
    }
}
