package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/** The executor cannot do what was asked for. The message says what to do instead. */
public final class UnsupportedCapabilityException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    private final Capability capability;

    /** Creates an exception. */
    public UnsupportedCapabilityException(Capability capability, String message) {
        super(message);
        this.capability = requireNonNull(capability, "capability");
    }

    /** What the executor lacks. */
    public Capability capability() {
        return capability;
    }
}
