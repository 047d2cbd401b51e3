package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of the audit trail: who did what when about which finding, and what stood decided about it afterwards.
 *
 * @param sequence 1 for the first entry, and one more for each further one, without gaps
 * @param at when
 * @param by who; never blank
 * @param action what was done
 * @param findingId the finding
 * @param decision what stands decided after this entry; empty if an undo left nothing
 * @param carriedFrom the id that the finding had before; present exactly if the action is {@link Action#CARRY}
 */
public record DecisionEntry(
        int sequence,
        Instant at,
        String by,
        Action action,
        String findingId,
        Optional<Decision> decision,
        Optional<String> carriedFrom) {
    /** What was done about a finding. */
    public enum Action {
        /** It was accepted. */
        ACCEPT,
        /** It was rejected. */
        REJECT,
        /** What it says was changed. */
        EDIT,
        /** It was added by a user. */
        ADD,
        /** The last decision about it that still stood was taken back. */
        UNDO,
        /** What was decided was carried over to the same finding of another analysis or version of the document. */
        CARRY
    }

    public DecisionEntry {
        requireNonNull(at, "at");
        requireNonNull(by, "by");
        requireNonNull(action, "action");
        requireNonNull(findingId, "findingId");
        requireNonNull(decision, "decision");
        requireNonNull(carriedFrom, "carriedFrom");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence must be positive, was " + sequence);
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException(
                    "a decision needs somebody who made it (finding %s)".formatted(findingId));
        }
        if (carriedFrom.isPresent() != (action == Action.CARRY)) {
            throw new IllegalArgumentException("an entry of action %s %s an earlier id (finding %s)"
                    .formatted(action, carriedFrom.isPresent() ? "cannot have" : "needs", findingId));
        }
    }
}
