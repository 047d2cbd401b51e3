package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A part of what is said to or by a model. JSON is text here: this package shows no JSON library. */
public sealed interface ContentBlock {
    /**
     * Text.
     *
     * @param text not empty
     */
    record Text(String text) implements ContentBlock {
        public Text {
            if (requireNonNull(text, "text").isEmpty()) {
                throw new IllegalArgumentException("a text block must not be empty");
            }
        }
    }

    /**
     * The end of a prefix that the provider is asked to keep, so that it is cheaper the next time. Silently without effect
     * where the prefix is too short for the model.
     *
     * @param ttl for how long
     */
    record CachePoint(CacheTtl ttl) implements ContentBlock {
        public CachePoint {
            requireNonNull(ttl, "ttl");
        }
    }

    /**
     * The model wants a tool to be used.
     *
     * @param id given by the model; the result refers to it
     * @param name the tool's name
     * @param input JSON
     */
    record ToolUse(String id, String name, String input) implements ContentBlock {
        public ToolUse {
            requireNonNull(id, "id");
            requireNonNull(name, "name");
            requireNonNull(input, "input");
        }
    }

    /**
     * What a tool has given.
     *
     * @param toolUseId the {@link ToolUse#id()} that it answers
     * @param text what it gave
     * @param error whether it failed
     */
    record ToolResult(String toolUseId, String text, boolean error) implements ContentBlock {
        public ToolResult {
            requireNonNull(toolUseId, "toolUseId");
            requireNonNull(text, "text");
        }
    }

    /**
     * What the model thought. It goes back unchanged with the model's other words where a conversation goes on.
     *
     * @param text readable
     * @param signature of the provider, if there is one
     */
    record Reasoning(String text, Optional<String> signature) implements ContentBlock {
        public Reasoning {
            requireNonNull(text, "text");
            requireNonNull(signature, "signature");
        }
    }

    /**
     * What the model thought, encrypted by the provider.
     *
     * @param base64 opaque
     */
    record RedactedReasoning(String base64) implements ContentBlock {
        public RedactedReasoning {
            requireNonNull(base64, "base64");
        }
    }

    /**
     * A kind of block that this version does not know. It is kept, so that nobody takes an answer for empty that is not.
     *
     * @param type what the provider calls it, as far as that can be told
     */
    record Unknown(String type) implements ContentBlock {
        public Unknown {
            requireNonNull(type, "type");
        }
    }
}
