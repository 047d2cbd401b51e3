package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Finding;
import java.util.Optional;

/**
 * A finding and what was decided about it.
 *
 * @param finding as it now stands: edited, if it was edited
 * @param decision what stands decided about it; empty if nobody has decided yet
 */
public record DecidedFinding(Finding finding, Optional<Decision> decision) {
    public DecidedFinding {
        requireNonNull(finding, "finding");
        requireNonNull(decision, "decision");
    }

    /** Whether the finding was not rejected. */
    public boolean standing() {
        return decision.filter(Decision.Rejected.class::isInstance).isEmpty();
    }
}
