package io.aiprism.bedrock.testkit;

/** Where the connection is cut. */
public enum Cut {
    /** The client sees nothing of an answer. */
    BEFORE_HEADERS,
    /** The client sees status and headers, and nothing of the body. */
    AFTER_HEADERS,
    /** The client sees half of the body. */
    IN_BODY
}
