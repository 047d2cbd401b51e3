package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A content block of an answer. */
sealed interface Block {
    /** The block as Converse answers it, members in alphabetical order as on the wire. */
    ObjectNode json();

    /** What counts as its tokens. */
    String counted();

    record Text(String text) implements Block {
        @Override
        public ObjectNode json() {
            return Json.object().put("text", text);
        }

        @Override
        public String counted() {
            return text;
        }
    }

    /**
     * A use of a tool.
     *
     * @param input JSON as the model wrote it, valid or not: a stream hands it on as it is
     */
    record ToolUse(String id, String name, String input) implements Block {
        @Override
        public ObjectNode json() {
            ObjectNode block = Json.object();
            ObjectNode use = block.putObject("toolUse");
            use.set("input", Json.parse(input));
            use.put("name", name).put("toolUseId", id).put("type", "tool_use");
            return block;
        }

        @Override
        public String counted() {
            return input;
        }
    }

    record Reasoning(String text, @Nullable String signature) implements Block {
        @Override
        public ObjectNode json() {
            ObjectNode block = Json.object();
            ObjectNode reasoning = block.putObject("reasoningContent").putObject("reasoningText");
            if (signature != null) {
                reasoning.put("signature", signature);
            }
            reasoning.put("text", text);
            return block;
        }

        @Override
        public String counted() {
            return text;
        }
    }

    /** A block of a kind that clients do not know, or one that the fake has no word for. */
    record Other(JsonNode block) implements Block {
        @Override
        public ObjectNode json() {
            return (ObjectNode) block.deepCopy();
        }

        @Override
        public String counted() {
            return block.toString();
        }
    }
}
