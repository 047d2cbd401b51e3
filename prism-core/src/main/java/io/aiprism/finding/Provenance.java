package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where a finding comes from.
 *
 * @param analyzer name of the analyzer, never blank
 * @param version of the analyzer, never blank
 * @param rule what in the analyzer found it, for example {@code "placeholder"}; never blank
 * @param details what else is known, for example the model and the version of the prompt
 */
public record Provenance(String analyzer, String version, String rule, Map<String, String> details) {
    public Provenance {
        requireText("analyzer", analyzer);
        requireText("version", version);
        requireText("rule", rule);
        details = Map.copyOf(details);
    }

    /** A provenance without details. */
    public static Provenance of(String analyzer, String version, String rule) {
        return new Provenance(analyzer, version, rule, Map.of());
    }

    private static void requireText(String name, String value) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("a provenance needs a non-blank %s, was '%s'".formatted(name, value));
        }
    }
}
