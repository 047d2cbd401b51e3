package io.aiprism.executor.dbscheduler;

import io.aiprism.executor.dbscheduler.SideLog.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** What is done to the cluster, and when: the times are the database's. Thread-safe, but for each worker only one thread. */
final class ChaosFaults {
    /** From its last heartbeat until a node's tasks are given to others, at the latest, without the polling. */
    static final long TAKEOVER =
            ChaosWorker.HEARTBEAT.multipliedBy(ChaosWorker.MISSED + 2).toMillis();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RestartablePostgres database;
    private final DatabaseClock clock;
    private final Queue<Happened> happened = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** A fault. */
    enum Fault {
        KILL,
        STOP,
        TERMINATE,
        CUT,
        SILENCE,
        DATABASE_STOP,
        DATABASE_KILL;

        static final Set<Fault> OF_WORKERS = EnumSet.range(KILL, SILENCE);

        /** Whether the node may be taken for dead meanwhile. */
        boolean silencesNode() {
            return this != TERMINATE && OF_WORKERS.contains(this);
        }
    }

    /**
     * A fault that has been.
     *
     * @param node that it happened to; the database's have none
     * @param from just before
     * @param to just after its end; a kill has none
     * @param recovered when the worker in its place, or every worker, had begun a task again
     */
    record Happened(Fault fault, String node, long from, long to, long recovered) {}

    ChaosFaults(RestartablePostgres database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Happened> happened() {
        return List.copyOf(happened);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** One fault of each kind, one after the other; those of workers last longer than the lease. */
    void oneOfEach(List<WorkerProcess> workers, Random random) throws IOException, InterruptedException {
        List<Fault> faults = new ArrayList<>(EnumSet.allOf(Fault.class));
        Collections.shuffle(faults, random);
        for (Fault fault : faults) {
            if (Fault.OF_WORKERS.contains(fault)) {
                strike(fault, workers.get(random.nextInt(workers.size())), TAKEOVER + 1_500);
            } else {
                long down = fault == Fault.DATABASE_KILL ? TAKEOVER + 500 : random.nextInt(2_000);
                strikeDatabase(fault, workers, down);
            }
        }
    }

    /** Faults of one worker, at random. */
    void strikeAtRandom(WorkerProcess worker, Random random, BooleanSupplier enough)
            throws IOException, InterruptedException {
        List<Fault> faults = List.copyOf(Fault.OF_WORKERS);
        while (!enough.getAsBoolean()) {
            ChaosWork.work(2_000 + random.nextInt(15_000));
            boolean isLong = random.nextInt(10) < 7;
            long millis = isLong ? TAKEOVER + 1_000 + random.nextInt(5_000) : random.nextInt(2_500);
            strike(faults.get(random.nextInt(faults.size())), worker, millis);
        }
    }

    /** Faults of the database, at random. */
    void strikeDatabaseAtRandom(List<WorkerProcess> workers, Random random, BooleanSupplier enough)
            throws IOException, InterruptedException {
        while (!enough.getAsBoolean()) {
            ChaosWork.work(10_000 + random.nextInt(20_000));
            boolean isLong = random.nextInt(10) < 3;
            strikeDatabase(
                    random.nextBoolean() ? Fault.DATABASE_STOP : Fault.DATABASE_KILL,
                    List.of(),
                    isLong ? TAKEOVER + random.nextInt(4_000) : random.nextInt(3_000));
        }
    }

    private void strike(Fault fault, WorkerProcess worker, long millis) throws IOException, InterruptedException {
        String node = worker.name();
        long from = clock.millis();
        say(fault, node, millis);
        switch (fault) {
            case KILL -> {
                worker.kill();
                ChaosWork.work((int) millis);
                worker.restart();
            }
            case STOP -> {
                worker.stop();
                ChaosWork.work((int) millis);
                worker.goOn();
            }
            case TERMINATE -> {
                worker.terminate();
                worker.restart();
            }
            case CUT -> {
                worker.way().cut();
                ChaosWork.work((int) millis);
                worker.way().mend();
            }
            case SILENCE -> {
                worker.way().silence();
                ChaosWork.work((int) millis);
                worker.way().mend();
            }
            case DATABASE_STOP, DATABASE_KILL -> throw new IllegalArgumentException(fault + " is not of a worker");
        }
        long to = clock.millis();
        awaitRecovery(worker, fault);
        happened.add(new Happened(fault, node, from, to, clock.millis()));
    }

    private void strikeDatabase(Fault fault, List<WorkerProcess> workers, long millis)
            throws IOException, InterruptedException {
        long from = clock.millis();
        say(fault, "database", millis);
        if (fault == Fault.DATABASE_KILL) {
            database.kill();
        } else {
            database.stopImmediately();
        }
        ChaosWork.work((int) millis);
        database.startAgain();
        long to = clock.millis();
        for (WorkerProcess worker : workers) {
            awaitRecovery(worker, fault);
        }
        happened.add(new Happened(fault, "database", from, to, clock.millis()));
    }

    /** Until a worker begins a task again, by itself. */
    void awaitRecovery(WorkerProcess worker, Object after) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!hasBegun(worker, now)) {
            if (System.nanoTime() > end) {
                violations.add("%s has begun nothing in %s after %s".formatted(worker.name(), PATIENCE, after));
                return;
            }
            ChaosWork.work(100);
        }
    }

    private static boolean hasBegun(WorkerProcess worker, long since) throws IOException {
        Optional<SideLog.Line> found = SideLog.read(worker.log()).stream()
                .filter(line -> line.kind() == Kind.START && line.at() >= since)
                .findAny();
        return found.isPresent();
    }

    private static void say(Fault fault, String node, long millis) {
        System.out.printf("%tT %s %s, %d ms%n", System.currentTimeMillis(), fault, node, millis);
    }
}
