package io.aiprism.bedrock.testkit;

/** What a client called. */
public enum Operation {
    /** {@code POST /model/{modelId}/converse}. */
    CONVERSE("converse"),
    /** {@code POST /model/{modelId}/converse-stream}. */
    CONVERSE_STREAM("converse-stream"),
    /** {@code POST /model/{modelId}/count-tokens}. */
    COUNT_TOKENS("count-tokens"),
    /** {@code POST /model/{modelId}/invoke}, which the fake does not support. */
    INVOKE_MODEL("invoke"),
    /** {@code POST /model/{modelId}/invoke-with-response-stream}, which the fake does not support. */
    INVOKE_MODEL_WITH_RESPONSE_STREAM("invoke-with-response-stream"),
    /** Any other path, which the fake does not know. */
    UNKNOWN("");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    /** The last segment of the path; empty for {@link #UNKNOWN}. */
    String path() {
        return path;
    }
}
