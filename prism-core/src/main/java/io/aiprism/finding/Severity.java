package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much a finding matters, the most important first. */
public enum Severity {
    /** The document must not go out like this. */
    CRITICAL,
    /** The document is clearly worse for it. */
    IMPORTANT,
    /** Worth a thought. */
    SUGGESTION;

    /** Whether this matters as much as another one, or more. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    /** The name in lower case, as it is written in files and on command lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name, in whatever case.
     *
     * @throws IllegalArgumentException if there is no such severity; the message lists them
     */
    public static Severity parse(String name) {
        requireNonNull(name, "name");
        for (Severity severity : values()) {
            if (severity.name().equalsIgnoreCase(name)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("no severity '%s'; there are: %s"
                .formatted(name, Arrays.stream(values()).map(Severity::label).collect(Collectors.joining(", "))));
    }
}
