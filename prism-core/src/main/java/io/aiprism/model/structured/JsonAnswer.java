package io.aiprism.model.structured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers in which JSON came as a tool's input, or between other words, with nothing but the JSON as their text. */
final class JsonAnswer {
    private static final int STARTS_TRIED = 64;
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Range NOTHING = new Range(0, 0);

    private record Range(int start, int end) {
        int length() {
            return end - start;
        }

        boolean contains(Range other) {
            return start <= other.start && other.end <= end;
        }
    }

    private JsonAnswer() {}

    /**
     * Reads an answer.
     *
     * @param tool the name of the tool that was offered for it
     */
    static ModelResponse read(ModelResponse response, String tool) {
        List<ContentBlock.ToolUse> uses = response.toolUses().stream()
                .filter(use -> use.name().equals(tool))
                .toList();
        boolean others = response.toolUses().size() > uses.size();
        if (uses.isEmpty() && others) {
            return response;
        }
        String json = uses.isEmpty()
                ? json(response.text())
                : uses.stream().map(ContentBlock.ToolUse::input).collect(Collectors.joining("\n"));
        List<ContentBlock> content = new ArrayList<>();
        for (ContentBlock block : response.content()) {
            if (!(block instanceof ContentBlock.Text)
                    && !(block instanceof ContentBlock.ToolUse use && use.name().equals(tool))) {
                content.add(block);
            }
        }
        if (!json.isEmpty()) {
            content.add(new ContentBlock.Text(json));
        }
        boolean ended = response.stopReason() == StopReason.TOOL_USE && !others;
        return new ModelResponse(
                response.target(),
                content,
                ended ? StopReason.END_TURN : response.stopReason(),
                response.providerStopReason(),
                response.usage(),
                response.serviceTier(),
                response.guardrail(),
                response.requestId(),
                response.attempts(),
                response.outputRung());
    }

    /**
     * The longest JSON object or array in a text; if it stands in one that is broken or cut off, that one; if there is none, the text.
     * Of a text with very many brackets only the first {@value #STARTS_TRIED} are tried, so that the work is bounded by its length.
     */
    static String json(String text) {
        Range whole = NOTHING;
        Range broken = NOTHING;
        int tried = 0;
        int at = 0;
        while (at < text.length() && tried < STARTS_TRIED) {
            if (!begins(text, at)) {
                at++;
                continue;
            }
            tried++;
            var range = new Range(at, end(text, at));
            if (isJson(text.substring(range.start(), range.end()))) {
                whole = range.length() > whole.length() ? range : whole;
                at = range.end();
            } else {
                broken = broken.length() == 0 ? range : broken;
                at++;
            }
        }
        if (broken.length() > 0 && (whole.length() == 0 || broken.contains(whole))) {
            return withoutFence(text.substring(broken.start(), broken.end()));
        }
        return whole.length() == 0 ? text.strip() : text.substring(whole.start(), whole.end());
    }

    /** Whether a bracket here is likely to be JSON's: what follows is what may follow there. */
    private static boolean begins(String text, int at) {
        char bracket = text.charAt(at);
        if (bracket != '{' && bracket != '[') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return true;
        }
        return bracket == '{' ? "\"}".indexOf(text.charAt(next)) >= 0 : "{[\"]".indexOf(text.charAt(next)) >= 0;
    }

    /** After the bracket that closes the one here, or the end of the text if there is none. */
    private static int end(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int at = start; at < text.length(); at++) {
            char next = text.charAt(at);
            if (quoted && next == '\\') {
                at++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (!quoted && (next == '{' || next == '[')) {
                depth++;
            } else if (!quoted && (next == '}' || next == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    private static boolean isJson(String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String withoutFence(String text) {
        String stripped = text.strip();
        return stripped.endsWith("```")
                ? stripped.substring(0, stripped.length() - 3).strip()
                : stripped;
    }
}
