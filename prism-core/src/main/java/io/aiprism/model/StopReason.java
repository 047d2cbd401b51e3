package io.aiprism.model;

/** Why a model stopped. */
public enum StopReason {
    /** It had said everything. */
    END_TURN,
    /** It wants a tool to be used. */
    TOOL_USE,
    /** One of the stop sequences came up. */
    STOP_SEQUENCE,
    /** {@link ModelRequest#maxTokens()} were written. */
    MAX_TOKENS,
    /** Input and output have filled the model's context. */
    CONTEXT_WINDOW_EXCEEDED,
    /** A guardrail stepped in. */
    GUARDRAIL_INTERVENED,
    /** The provider withheld the answer. */
    CONTENT_FILTERED,
    /** What the model wrote was no valid output or use of a tool. */
    MALFORMED_OUTPUT,
    /** A reason that this version does not know. */
    UNKNOWN;

    /** Whether the model came to its own end. */
    public boolean isComplete() {
        return this == END_TURN || this == TOOL_USE || this == STOP_SEQUENCE;
    }

    /** Whether there was more to come. */
    public boolean isTruncated() {
        return this == MAX_TOKENS || this == CONTEXT_WINDOW_EXCEEDED;
    }
}
