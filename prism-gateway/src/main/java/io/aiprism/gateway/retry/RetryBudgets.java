package io.aiprism.gateway.retry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What reviews have left for repetitions. Remembers the reviews that were active last. Thread-safe. */
final class RetryBudgets {
    private static final int REVIEWS = 10_000;

    private final double initial;
    private final double perCall;
    private final Map<String, Double> left = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > REVIEWS;
        }
    };

    RetryBudgets(RetryPolicy policy) {
        this.initial = policy.reviewRetries();
        this.perCall = policy.reviewRetriesPerCall();
    }

    /** Takes one repetition, if there is one left. Calls that belong to no review are not counted. */
    synchronized boolean take(Optional<String> review) {
        if (review.isEmpty()) {
            return true;
        }
        double now = left.getOrDefault(review.get(), initial);
        if (now < 1) {
            return false;
        }
        left.put(review.get(), now - 1);
        return true;
    }

    /** A call was answered. */
    synchronized void earn(Optional<String> review) {
        review.ifPresent(name -> left.put(name, Math.min(initial + 1_000, left.getOrDefault(name, initial) + perCall)));
    }
}
