package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request that was sent to a provider, whatever became of it.
 *
 * @param target who was asked
 * @param startedAt when it was sent
 * @param took until it was answered or given up
 * @param failure why it failed; empty if it was answered
 * @param requestId the provider's, if it gave one
 * @param usage what was billed; empty if not known
 */
public record ModelAttempt(
        ModelTarget target,
        Instant startedAt,
        Duration took,
        Optional<ModelException.Kind> failure,
        Optional<String> requestId,
        Optional<TokenUsage> usage) {
    public ModelAttempt {
        requireNonNull(target, "target");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(took, "took");
        requireNonNull(failure, "failure");
        requireNonNull(requestId, "requestId");
        requireNonNull(usage, "usage");
    }
}
