package io.aiprism.model;

/** What a model may or may not accept in a request. */
public enum ModelFeature {
    /** An answer that follows a JSON schema: {@link ModelRequest#output()}. */
    OUTPUT_SCHEMA,
    /** Tools at all. */
    TOOLS,
    /** Tools whose input is held to their schema: {@link Tool#strict()}. */
    STRICT_TOOLS,
    /** {@link ToolChoice.Named}. */
    FORCED_TOOL,
    /** {@link ToolChoice.Any}. */
    ANY_TOOL,
    /** {@link ModelRequest#temperature()}. */
    TEMPERATURE,
    /** {@link ModelRequest#topP()}. */
    TOP_P,
    /** {@link ModelRequest#stopSequences()}. */
    STOP_SEQUENCES,
    /** {@link ContentBlock.CachePoint}. */
    PROMPT_CACHING,
    /** {@link CacheTtl#ONE_HOUR}. */
    LONG_PROMPT_CACHING,
    /** {@link ModelRequest#reasoningTokens()}. */
    REASONING_BUDGET,
    /** {@link ModelBackend#countInputTokens}. */
    TOKEN_COUNT,
    /** {@link ModelBackend#stream} in parts. */
    STREAMING
}
