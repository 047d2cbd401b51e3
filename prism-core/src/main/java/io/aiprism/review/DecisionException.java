package io.aiprism.review;

import static java.util.Objects.requireNonNull;

/** A decision that cannot be made as things stand. {@link #kind()} says why; the message says what to do about it. */
public final class DecisionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a decision cannot be made. */
    public enum Kind {
        /** The same was decided about this finding already. */
        ALREADY_DECIDED,
        /** There is no decision about this finding that could be taken back. */
        NOTHING_TO_UNDO,
        /** The finding is the user's own: it can be edited, or taken back with an undo, but not accepted or rejected. */
        OWN_FINDING,
        /** A finding can be added only if it is the user's own, and not an analyzer's. */
        NOT_OWN_FINDING,
        /** An edit changes what a finding says, not the words that it is about. */
        OTHER_WORDS,
        /** A trail that was read back contradicts itself. */
        BROKEN_TRAIL
    }

    private final Kind kind;

    DecisionException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /** Why the decision cannot be made. */
    public Kind kind() {
        return kind;
    }
}
