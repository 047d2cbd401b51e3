package io.aiprism.bedrock;

import static java.util.Objects.requireNonNull;

/**
 * A guardrail of Bedrock's that every call goes through.
 *
 * @param identifier id or ARN
 * @param version a number, or {@code DRAFT}
 * @param trace whether the answer tells what the guardrail has seen
 */
public record Guardrail(String identifier, String version, boolean trace) {
    public Guardrail {
        requireNonNull(identifier, "identifier");
        requireNonNull(version, "version");
    }
}
