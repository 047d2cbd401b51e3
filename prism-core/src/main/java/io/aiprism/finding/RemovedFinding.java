package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

/**
 * A finding that a policy has removed.
 *
 * @param findingId its id
 * @param reason for people, for example {@code "confidence 0.3 is below 0.5"}
 */
public record RemovedFinding(String findingId, String reason) {
    public RemovedFinding {
        requireNonNull(findingId, "findingId");
        requireNonNull(reason, "reason");
    }
}
