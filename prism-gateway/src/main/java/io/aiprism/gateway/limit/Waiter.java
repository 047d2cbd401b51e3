package io.aiprism.gateway.limit;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A call that waits for its turn, without polling. Everything in it is guarded by one lock, that of the queue it stands in. */
final class Waiter {
    final String tenant;
    final double cost;
    /** Tokens to be set aside. */
    final long tokens;
    /** Tokens that it takes at least, whatever the model writes. */
    final long atLeast;

    private final ReentrantLock lock;
    // Made by the one who has to wait: most calls do not.
    private @Nullable Condition turn;
    private boolean granted;
    private long round;
    private boolean expired;

    Waiter(String tenant, double cost, long tokens, long atLeast, ReentrantLock lock) {
        this.tenant = tenant;
        this.cost = cost;
        this.tokens = tokens;
        this.atLeast = atLeast;
        this.lock = lock;
    }

    boolean isGranted() {
        return granted;
    }

    /** Tells the time in which its turn came from those before and after. */
    long round() {
        return round;
    }

    /** Its turn has come. */
    void grant(long round) {
        this.granted = true;
        this.round = round;
        wake();
    }

    /**
     * Waits, with the lock held, until its turn has come.
     *
     * @param leave takes it out of its queue when its time is over; called with the lock held
     * @return false if it had not come by then
     * @throws InterruptedException perhaps although its turn has come
     */
    boolean await(TaskClock clock, Instant until, Runnable leave) throws InterruptedException {
        if (granted) {
            return true;
        }
        Condition turn = lock.newCondition();
        this.turn = turn;
        Registration expiry = clock.schedule(until, () -> expire(leave));
        try {
            while (!granted && !expired) {
                turn.await();
            }
            return granted;
        } finally {
            expiry.close();
        }
    }

    private void wake() {
        if (turn != null) {
            turn.signal();
        }
    }

    private void expire(Runnable leave) {
        lock.lock();
        try {
            if (!granted) {
                expired = true;
                leave.run();
                wake();
            }
        } finally {
            lock.unlock();
        }
    }
}
