package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a streamed answer, in Bedrock's order: text and reasoning blocks have no start, the use of a tool begins with
 * an empty delta, and members stand in alphabetical order.
 */
final class StreamEvents {
    private final List<EventFrame> frames = new ArrayList<>();
    private final Padding padding;
    private final int deltaLength;

    private StreamEvents(int call, int deltaLength) {
        this.padding = new Padding(call);
        this.deltaLength = deltaLength;
    }

    static List<EventFrame> of(Reply reply) {
        StreamEvents events = new StreamEvents(reply.call(), reply.answer().deltaLength());
        events.add("messageStart", events.padded().put("role", "assistant"));
        List<Block> content = reply.content();
        for (int index = 0; index < content.size(); index++) {
            events.block(index, content.get(index));
        }
        events.end(reply);
        return events.frames;
    }

    private void block(int index, Block block) {
        switch (block) {
            case Block.Text(var text) ->
                parts(text).forEach(part -> delta(index, Json.object().put("text", part)));
            case Block.ToolUse(var id, var name, var input) -> {
                ObjectNode use = Json.object();
                use.putObject("toolUse").put("name", name).put("toolUseId", id).put("type", "tool_use");
                start(index, use);
                input(index, "");
                parts(input).forEach(part -> input(index, part));
            }
            case Block.Reasoning(var text, var signature) -> {
                parts(text).forEach(part -> reasoning(index, "text", part));
                if (signature != null) {
                    reasoning(index, "signature", signature);
                }
            }
            case Block.Other(var other) -> delta(index, (ObjectNode) other.deepCopy());
        }
        add("contentBlockStop", indexed(index));
    }

    private void start(int index, ObjectNode start) {
        ObjectNode payload = indexed(index);
        payload.set("start", start);
        add("contentBlockStart", payload);
    }

    private void input(int index, String part) {
        ObjectNode delta = Json.object();
        delta.putObject("toolUse").put("input", part);
        delta(index, delta);
    }

    private void reasoning(int index, String member, String part) {
        ObjectNode delta = Json.object();
        delta.putObject("reasoningContent").put(member, part);
        delta(index, delta);
    }

    private void delta(int index, ObjectNode delta) {
        ObjectNode payload = Json.object().put("contentBlockIndex", index);
        payload.set("delta", delta);
        add("contentBlockDelta", payload.put("p", padding.next()));
    }

    private void end(Reply reply) {
        ObjectNode stop = Json.object();
        reply.answer()
                .additionalResponseFields()
                .ifPresent((JsonNode fields) -> stop.set("additionalModelResponseFields", fields));
        add("messageStop", stop.put("p", padding.next()).put("stopReason", reply.stopReason()));
        ObjectNode metadata = Json.object();
        metadata.putObject("metrics").put("latencyMs", reply.latency().toMillis());
        metadata.put("p", padding.next());
        metadata.set("usage", UsageJson.of(reply, true));
        add("metadata", metadata);
    }

    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + deltaLength);
            // A character of two units is not torn apart.
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            parts.add(text.substring(start, end));
            start = end;
        }
        return parts;
    }

    private ObjectNode indexed(int index) {
        return Json.object().put("contentBlockIndex", index).put("p", padding.next());
    }

    private ObjectNode padded() {
        return Json.object().put("p", padding.next());
    }

    private void add(String type, ObjectNode payload) {
        frames.add(EventFrame.event(type, payload));
    }
}
