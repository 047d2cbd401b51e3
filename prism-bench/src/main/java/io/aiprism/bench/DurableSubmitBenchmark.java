package io.aiprism.bench;

import java.io.IOException;
import java.sql.SQLException;
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
 * How long does submit keep its caller, for each task?
 *
 * <pre>{@code
 * ./prism bench durable --quick
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DurableSubmitBenchmark {
    private static final int TASKS = 100;

    /** The system under test. */
    @State(Scope.Benchmark)
    public static class Shared {
        /** All of them. */
        @Param
        public DurablePeer peer = DurablePeer.PRISM_POSTGRESQL;

        @SuppressWarnings("NullAway.Init") // by start
        DurableWorkload workload;

        private long submitted;

        /** Starts the system on a new database. */
        @Setup
        public void start() throws IOException, SQLException {
            workload = peer.start();
        }

        /** Lets all tasks end. */
        @TearDown(Level.Invocation)
        public void settle() throws InterruptedException {
            submitted += TASKS;
            workload.ended().await(submitted);
        }

        /** Ends the system and its database. */
        @TearDown
        public void end() {
            workload.close();
        }
    }

    /** Submits tasks one after the other. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void submitEach(Shared shared) {
        for (int i = 0; i < TASKS; i++) {
            shared.workload.submit();
        }
    }

    /** Submits as many tasks as a group, or in whatever way the peer submits many. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void submitGroup(Shared shared) {
        shared.workload.submitAll(TASKS);
    }
}
