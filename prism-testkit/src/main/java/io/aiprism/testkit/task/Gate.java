package io.aiprism.testkit.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where handlers stop until the test lets them on. */
final class Gate {
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Duration patience;

    Gate(Duration patience) {
        this.patience = patience;
    }

    /** For a handler: says that it is here, and waits. */
    void pass() throws InterruptedException {
        arrivals.release();
        opened.await();
    }

    /** For a handler that does not care about interrupts; they are gone afterwards. */
    void passUninterruptibly() {
        arrivals.release();
        boolean passed = false;
        while (!passed) {
            try {
                opened.await();
                passed = true;
            } catch (InterruptedException e) {
                // That is what such a handler does.
            }
        }
    }

    /** Waits until one more handler has come here. */
    void awaitArrival() throws InterruptedException {
        awaitArrivals(1);
    }

    /** Waits until that many more handlers have come here. */
    void awaitArrivals(int count) throws InterruptedException {
        if (!arrivals.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("expected %d handlers to start within %s, but only %d did"
                    .formatted(count, patience, arrivals.availablePermits()));
        }
    }

    /** How many handlers have come here that nobody has waited for yet. */
    int arrivals() {
        return arrivals.availablePermits();
    }

    void open() {
        opened.countDown();
    }
}
