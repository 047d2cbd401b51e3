package io.aiprism.testkit.task;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test turns it. Thread-safe.
 *
 * <p>{@link #advance} runs what falls due on the thread that calls it, in order of time, and each action sees the time for
 * which it was scheduled. What an action schedules is run by the same call if it falls due within it.
 */
public final class ManualClock implements TaskClock {
    private static final Comparator<Scheduled> ORDER =
            Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::number);

    private final ReentrantLock turning = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Scheduled> scheduled = new PriorityQueue<>(ORDER);
    private long lastNumber;
    private volatile long millis;

    private record Scheduled(long at, long number, Runnable action) {}

    /** Creates a clock that shows the first second of 2026. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Creates a clock that shows a given time. */
    public ManualClock(Instant start) {
        this.millis = start.toEpochMilli();
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Registration schedule(Instant at, Runnable action) {
        requireNonNull(action, "action");
        Scheduled entry = add(ceilMillis(at), action);
        // Whoever schedules may hold a lock that the action needs, so it is left to another thread.
        if (entry.at() <= millis && !turning.isHeldByCurrentThread()) {
            Thread.ofPlatform().daemon().name("manual-clock").start(() -> advance(Duration.ZERO));
        }
        return () -> remove(entry);
    }

    /**
     * Lets time pass, and runs what falls due meanwhile.
     *
     * @param duration zero to run what is due already
     * @throws AssertionError if an action threw, after the others have run
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back, duration was " + duration);
        }
        turning.lock();
        try {
            long target = ceilMillis(Instant.ofEpochMilli(millis).plus(duration));
            @Nullable AssertionError failure = null;
            for (@Nullable Scheduled next = poll(target); next != null; next = poll(target)) {
                try {
                    next.action().run();
                } catch (RuntimeException | Error e) {
                    failure = failure == null ? new AssertionError("a scheduled action threw", e) : failure;
                }
            }
            millis = target;
            if (failure != null) {
                throw failure;
            }
        } finally {
            turning.unlock();
        }
    }

    /** Lets time pass until an instant; does nothing if it has come already. */
    public void advanceTo(Instant instant) {
        Duration left = Duration.between(now(), instant);
        advance(left.isNegative() ? Duration.ZERO : left);
    }

    /** How many actions are scheduled and have not begun. */
    public int scheduled() {
        lock.lock();
        try {
            return scheduled.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Scheduled poll(long target) {
        lock.lock();
        try {
            @Nullable Scheduled next = scheduled.peek();
            if (next == null || next.at() > target) {
                return null;
            }
            millis = Math.max(millis, next.at());
            return scheduled.poll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Scheduled entry) {
        lock.lock();
        try {
            scheduled.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    private Scheduled add(long at, Runnable action) {
        lock.lock();
        try {
            Scheduled entry = new Scheduled(at, ++lastNumber, action);
            scheduled.add(entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    // Rounded up, so that nothing runs before its time.
    private static long ceilMillis(Instant at) {
        try {
            return at.plusNanos(999_999).toEpochMilli();
        } catch (ArithmeticException | DateTimeException e) {
            return at.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
