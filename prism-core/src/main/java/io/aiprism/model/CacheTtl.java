package io.aiprism.model;

import java.time.Duration;

/** How long a provider keeps a cached prefix after its last use. */
public enum CacheTtl {
    /** Five minutes. */
    FIVE_MINUTES(Duration.ofMinutes(5)),
    /** An hour. */
    ONE_HOUR(Duration.ofHours(1));

    private final Duration duration;

    CacheTtl(Duration duration) {
        this.duration = duration;
    }

    /** The same as a duration. */
    public Duration duration() {
        return duration;
    }
}
