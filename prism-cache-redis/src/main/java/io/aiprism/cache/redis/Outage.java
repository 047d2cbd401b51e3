package io.aiprism.cache.redis;

import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a server alone for a while after it has failed, and says so once until it is back. Thread-safe, without locks.
 * After the pause one caller tries; the others go on without until that one has succeeded.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(RedisAnswerCache.class);
    private static final long UP = Long.MIN_VALUE;

    private final String what;
    private final TaskClock clock;
    private final long pauseMillis;
    private final AtomicLong retryAt = new AtomicLong(UP);
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * Nothing has failed yet.
     *
     * @param what fails, for messages
     */
    Outage(String what, TaskClock clock, Duration pause) {
        this.what = what;
        this.clock = clock;
        this.pauseMillis = pause.toMillis();
    }

    boolean mayTry() {
        long at = retryAt.get();
        if (at == UP) {
            return true;
        }
        long now = clock.millis();
        return now >= at && retryAt.compareAndSet(at, now + pauseMillis);
    }

    void failed(RuntimeException why) {
        retryAt.set(clock.millis() + pauseMillis);
        if (said.compareAndSet(false, true)) {
            LOG.warn(
                    "{} failed ({}). Answers are not kept there until it is back; it is tried every {} s",
                    what,
                    why.toString(),
                    pauseMillis / 1_000);
            LOG.debug("{} failed", what, why);
        }
    }

    void succeeded() {
        if (retryAt.get() != UP) {
            retryAt.set(UP);
            if (said.compareAndSet(true, false)) {
                LOG.info("{} is back", what);
            }
        }
    }
}
