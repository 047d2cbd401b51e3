package io.aiprism.gateway.limit;

import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Runs callers on virtual threads in manual time: the clock moves on only when each of them waits for it, for something that
 * waits for it, or has ended. So what they do depends on the clock alone, as far as the order of those that are due at the same
 * millisecond does not matter.
 */
final class SimulatedCallers {
    /** What a caller does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final ManualClock clock;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger asleep = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    SimulatedCallers(ManualClock clock) {
        this.clock = clock;
    }

    Thread start(Work work) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                ended.incrementAndGet();
            }
        });
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Lets time pass for the calling caller. */
    void sleep(Duration duration) throws InterruptedException {
        if (duration.isZero()) {
            return;
        }
        var over = new CountDownLatch(1);
        clock.schedule(clock.now().plus(duration), () -> {
            asleep.decrementAndGet();
            over.countDown();
        });
        asleep.incrementAndGet();
        over.await();
    }

    int ended() {
        return ended.get();
    }

    /** Waits until nothing happens any more before time moves on. */
    void settle(IntSupplier waiting) {
        while (asleep.get() + ended.get() + waiting.getAsInt() < threads.size()) {
            Thread.onSpinWait();
        }
        if (failure.get() != null) {
            throw new AssertionError("a caller failed", failure.get());
        }
    }

    /** Moves time on in steps until all have ended. */
    void run(Duration step, IntSupplier waiting) {
        settle(waiting);
        while (ended.get() < threads.size()) {
            clock.advance(step);
            settle(waiting);
        }
    }
}
