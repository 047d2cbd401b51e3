package io.aiprism.examples.http;

import java.time.Duration;

/** Counts the requests that are being answered, so that a shutdown can wait for them. */
final class InFlight {
    private int count;
    private boolean closed;

    /** Counts a request in; not after {@link #close}. */
    synchronized boolean enter() {
        if (!closed) {
            count++;
        }
        return !closed;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /**
     * Waits until no request is left, at most so long, and lets none in from then on.
     *
     * @return how many were left
     */
    synchronized int close(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toMillis();
        while (count > 0 && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        closed = true;
        return count;
    }
}
