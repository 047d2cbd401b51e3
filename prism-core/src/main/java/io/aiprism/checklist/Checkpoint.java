package io.aiprism.checklist;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Severity;
import java.util.Optional;

/**
 * One thing that a reviewer looks for.
 *
 * @param id unique in its checklist; findings refer to it
 * @param title a few words
 * @param guidance how to tell whether it is met
 * @param severity how much it usually matters if it is not, where that can be said
 */
public record Checkpoint(String id, String title, String guidance, Optional<Severity> severity) {
    public Checkpoint {
        requireNonBlank("id", id);
        requireNonBlank("title", title);
        requireNonBlank("guidance", guidance);
        requireNonNull(severity, "severity");
    }

    static void requireNonBlank(String name, String value) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("%s must not be blank".formatted(name));
        }
    }
}
