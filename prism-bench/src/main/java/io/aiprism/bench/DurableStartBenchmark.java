package io.aiprism.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long does it take from the call of submit until the handler begins, while nothing else is to be done?
 *
 * <pre>{@code
 * ./prism bench durable --quick
 * }</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DurableStartBenchmark {
    /** A system whose tasks run on the node that submits them. */
    @State(Scope.Benchmark)
    public static class SameNode {
        /** All of them. */
        @Param
        public DurablePeer peer = DurablePeer.PRISM_POSTGRESQL;

        @SuppressWarnings("NullAway.Init") // by start
        DurableWorkload workload;

        /** Starts the system on a new database. */
        @Setup
        public void start() throws IOException, SQLException {
            workload = peer.start();
        }

        /** Lets the last task end. */
        @Setup(Level.Invocation)
        public void settle() throws InterruptedException {
            workload.ended().await(workload.started().get());
        }

        /** Ends the system and its database. */
        @TearDown
        public void end() {
            workload.close();
        }
    }

    /** Two nodes, of which one submits and the other knows the type. */
    @State(Scope.Benchmark)
    public static class OtherNode {
        /** Prism on each database. */
        @Param({"PRISM_POSTGRESQL", "PRISM_H2"})
        public DurablePeer peer = DurablePeer.PRISM_POSTGRESQL;

        @SuppressWarnings("NullAway.Init") // by start
        DurableWorkload workload;

        /** Starts the nodes on a new database. */
        @Setup
        public void start() throws IOException, SQLException {
            DurableDatabase database = peer.database().open();
            workload = new PrismDurable(database, database.dataSource(), true);
        }

        /** Waits for some time, so that tasks do not come just after the other node has looked for them. */
        @Setup(Level.Invocation)
        public void spread() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(DurableWorkload.POLLING_INTERVAL.toNanos()));
        }

        /** Ends the nodes and their database. */
        @TearDown
        public void end() {
            workload.close();
        }
    }

    /** Submits a task and waits until it begins. */
    @Benchmark
    public void startHere(SameNode node) throws InterruptedException {
        submitAndStart(node.workload);
    }

    /** Submits a task and waits until it begins on the other node. */
    @Benchmark
    public void startElsewhere(OtherNode node) throws InterruptedException {
        submitAndStart(node.workload);
    }

    private static void submitAndStart(DurableWorkload workload) throws InterruptedException {
        long started = workload.started().get();
        workload.submit();
        workload.started().await(started + 1);
    }
}
