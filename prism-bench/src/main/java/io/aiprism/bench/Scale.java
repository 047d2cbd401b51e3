package io.aiprism.bench;

import java.time.Duration;

/**
 * How long is measured. All peers take their turn in each round, in a new JVM each, so that a machine that is busier at one time
 * than at another is equally unkind to all.
 *
 * @param rounds of everything
 * @param warmups iterations before those that count
 * @param iterations that count
 * @param iterationTime of each
 */
record Scale(int rounds, int warmups, int iterations, Duration iterationTime) {
    /** A few minutes. Enough to see where one stands, on a machine that does nothing else. */
    static final Scale QUICK = new Scale(1, 4, 4, Duration.ofMillis(500));

    static final Scale FULL = new Scale(3, 6, 5, Duration.ofSeconds(1));

    Scale withRounds(int number) {
        return new Scale(number, warmups, iterations, iterationTime);
    }

    @Override
    public String toString() {
        return "%d round%s of %d iterations of %d ms after %d to warm up"
                .formatted(rounds, rounds == 1 ? "" : "s", iterations, iterationTime.toMillis(), warmups);
    }
}
