package io.aiprism.task;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's time, with one daemon thread that ends when nothing has been scheduled for a while. */
final class SystemTaskClock implements TaskClock {
    // The timer counts nanoseconds in a long.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static final SystemTaskClock INSTANCE = new SystemTaskClock();

    private final ScheduledThreadPoolExecutor timer;

    private SystemTaskClock() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("prism-clock").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public Registration schedule(Instant at, Runnable action) {
        Duration delay = Duration.between(Instant.now(), at);
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        Future<?> scheduled = timer.schedule(action, bounded.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
