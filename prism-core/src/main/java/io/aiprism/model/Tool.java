package io.aiprism.model;

import static java.util.Objects.requireNonNull;

/**
 * A tool that a model may ask to be used.
 *
 * @param name letters, digits, {@code _} and {@code -}; at most 64
 * @param description what it is for
 * @param inputSchema JSON schema of its input, as JSON
 * @param strict whether the provider is asked to hold the input to the schema
 */
public record Tool(String name, String description, String inputSchema, boolean strict) {
    public Tool {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(inputSchema, "inputSchema");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a tool's name has 1 to 64 letters, digits, _ and -, was '%s'".formatted(name));
        }
    }
}
