package io.aiprism.task.engine;

import io.aiprism.concurrent.Occupancy;
import io.aiprism.task.Admission;
import io.aiprism.task.Capability;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the tasks that were accepted and neither run nor have ended, and keeps new ones out while there are too many.
 *
 * <p>They are counted here, as they come and go. Where tasks outlive the process, or other processes submit and run them too,
 * this count goes wrong: then it is put right by the executor's own, once a second and before anybody is turned away. Between
 * two looks the bound may be exceeded by what other processes submit.
 */
final class Admissions {
    private static final Duration RECOUNT = Duration.ofSeconds(1);

    private final TaskExecutor executor;
    private final TaskClock clock;
    private final boolean recounts;
    private final Occupancy inside;
    private final WaitQueue outside;
    private final WaitQueue idle;
    private final ReentrantLock counting = new ReentrantLock();
    /** Those that have entered and that the executor may not know yet. */
    private final AtomicInteger entering = new AtomicInteger();

    private volatile long nextCount = Long.MIN_VALUE;

    /**
     * @param idle told when tasks leave that were never taken; the others' ends tell it themselves
     */
    Admissions(int capacity, TaskExecutor executor, TaskClock clock, WaitQueue idle) {
        this.executor = executor;
        this.clock = clock;
        this.recounts = executor.capabilities().contains(Capability.DURABLE)
                || executor.capabilities().contains(Capability.CLUSTERED);
        this.inside = new Occupancy(capacity);
        this.outside = new WaitQueue(clock);
        this.idle = idle;
    }

    int count() {
        return inside.count();
    }

    /** How many tasks wait for a place to run, given how many wait for a time. */
    int queued(int waiting) {
        return recounts ? executor.queued() : Math.max(0, count() - waiting);
    }

    /** Lets tasks in if there is room. Whoever they are, {@link #entered} or {@link #leave} must follow. */
    boolean tryEnter(int tasks) {
        if (!recounts) {
            return inside.tryEnter(tasks);
        }
        if (clock.millis() >= nextCount) {
            recount();
        }
        if (!enterStored(tasks)) {
            recount();
            return enterStored(tasks);
        }
        return true;
    }

    private boolean enterStored(int tasks) {
        entering.addAndGet(tasks);
        boolean enters = inside.tryEnter(tasks);
        if (!enters) {
            entering.addAndGet(-tasks);
        }
        return enters;
    }

    /** Says that the executor knows tasks that have entered. */
    void entered(int tasks) {
        if (recounts) {
            entering.addAndGet(-tasks);
        }
    }

    /** Says that tasks which have entered were not taken by the executor. */
    void turnBack(int tasks) {
        entered(tasks);
        leave(tasks);
        idle.signal();
    }

    private void recount() {
        counting.lock();
        try {
            int before = inside.count();
            int stored = executor.queued() + executor.waiting();
            int after = inside.count();
            // What came or went meanwhile may be in either count; the error is on the side that corrects nothing.
            int missing = stored - Math.max(before, after);
            int surplus = Math.min(before, after) - stored - entering.get();
            if (missing > 0) {
                inside.enter(missing);
            } else if (surplus > 0) {
                leave(surplus);
            }
            nextCount = Durations.after(clock.millis(), RECOUNT);
        } finally {
            counting.unlock();
        }
    }

    /** Lets tasks in, or waits for places, as the caller chose; running in the caller is the caller's own affair. */
    void enter(int tasks, Admission admission) {
        if (tasks > inside.capacity()) {
            throw new TaskRejectedException(
                    TaskRejectedException.Reason.TOO_MANY,
                    "%d tasks can never be accepted at once: the queue has %d places (queueCapacity)"
                            .formatted(tasks, inside.capacity()));
        }
        if (tryEnter(tasks)) {
            return;
        }
        if (!(admission instanceof Admission.Wait wait)) {
            throw full("try again later, or submit with Admission.waitAtMost");
        }
        try {
            if (!await(tasks, wait.atMost())) {
                throw full("waited %s for a place".formatted(wait.atMost()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw full("interrupted while waiting for a place");
        }
    }

    private boolean await(int tasks, Duration atMost) throws InterruptedException {
        if (!recounts) {
            return outside.await(() -> tryEnter(tasks), atMost);
        }
        // Nobody says when another process has made room.
        long until = Durations.after(clock.millis(), atMost);
        while (true) {
            long left = until - clock.millis();
            Duration turn = Duration.ofMillis(Math.clamp(left, 0, RECOUNT.toMillis()));
            if (outside.await(() -> tryEnter(tasks), turn)) {
                return true;
            }
            if (left <= RECOUNT.toMillis()) {
                return false;
            }
        }
    }

    /** Counts a task that is back from its attempt and must not be turned away. */
    void enterAgain() {
        inside.enter(1);
    }

    void leave(int tasks) {
        inside.leave(tasks);
        outside.signal();
    }

    private TaskRejectedException full(String advice) {
        return new TaskRejectedException(
                TaskRejectedException.Reason.QUEUE_FULL,
                "the queue is full: %d of %d places are taken (queueCapacity); %s"
                        .formatted(count(), inside.capacity(), advice));
    }
}
