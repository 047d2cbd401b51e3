package io.aiprism.testkit.model;

/**
 * What a provider can do that others cannot. Where one is not declared, {@link ModelBackendContract} checks that the backend
 * says so in the way that the port has for it.
 */
public enum ProviderCapability {
    /** It sends answers in parts. Without it a stream hands out all at the end. */
    STREAMING,
    /** It counts the input tokens of a request. Without it a backend says that it does not know, and asks nobody. */
    TOKEN_COUNT,
    /** It bills what it reads from and writes to a prompt cache in classes of their own. Without it these are zero. */
    PROMPT_CACHING,
    /** It says how long to wait before asking again. */
    RETRY_AFTER,
    /** Its models ask for tools to be used. */
    TOOLS
}
