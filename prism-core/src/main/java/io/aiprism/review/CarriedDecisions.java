package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions that were carried over to another analysis.
 *
 * @param decisions to go on with
 * @param kept ids of the findings that were there again under the same id and at the same place
 * @param moved old and new ids of the findings that were there under another id, or the same id twice where a finding that a
 *     user has added stands at another place now
 * @param notCarried what could not be carried over, and why
 */
public record CarriedDecisions(
        Decisions decisions, List<String> kept, Map<String, String> moved, List<NotCarried> notCarried) {
    /** Why a decision could not be carried over. */
    public enum Reason {
        /** The analysis has no such finding. */
        GONE,
        /** Several findings could be meant. */
        AMBIGUOUS,
        /** The analysis that could have made the finding did not look at everything. */
        NOT_ANALYZED
    }

    public CarriedDecisions {
        requireNonNull(decisions, "decisions");
        kept = List.copyOf(kept);
        moved = Collections.unmodifiableMap(new LinkedHashMap<>(moved));
        notCarried = List.copyOf(notCarried);
    }

    /**
     * A decision that could not be carried over.
     *
     * @param decision with the finding as it was
     * @param reason why
     */
    public record NotCarried(Decision decision, Reason reason) {
        public NotCarried {
            requireNonNull(decision, "decision");
            requireNonNull(reason, "reason");
        }
    }
}
