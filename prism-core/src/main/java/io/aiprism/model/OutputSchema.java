package io.aiprism.model;

import static java.util.Objects.requireNonNull;

/**
 * The JSON that an answer is to be.
 *
 * @param name what it is, for example {@code "findings"}; letters, digits, {@code _} and {@code -}, at most 64
 * @param description what it is for
 * @param schema JSON schema of draft 2020-12, as JSON
 */
public record OutputSchema(String name, String description, String schema) {
    public OutputSchema {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(schema, "schema");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a schema's name has 1 to 64 letters, digits, _ and -, was '%s'".formatted(name));
        }
    }
}
