package io.aiprism.bedrock.testkit;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * The time that the fake goes by: quotas are refilled, cache entries end and models take their time in it. Implementations
 * are thread-safe.
 */
public interface ServerTime {
    /** The time now. */
    Instant now();

    /** Waits; not at all if the duration is not positive. */
    void sleep(Duration duration) throws InterruptedException;

    /** Real time. */
    static ServerTime system() {
        return scaled(1);
    }

    /**
     * A time that runs so much faster than the real one, for simulations of minutes in seconds.
     *
     * @param factor 1 for real time
     */
    static ServerTime scaled(double factor) {
        return new ScaledTime(factor);
    }

    /** The time of a clock, such as one that a test turns. */
    static ServerTime of(TaskClock clock) {
        return new ServerTime() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (duration.isNegative() || duration.isZero()) {
                    return;
                }
                CountDownLatch over = new CountDownLatch(1);
                Registration registration = clock.schedule(clock.now().plus(duration), over::countDown);
                try {
                    over.await();
                } finally {
                    registration.close();
                }
            }
        };
    }
}
