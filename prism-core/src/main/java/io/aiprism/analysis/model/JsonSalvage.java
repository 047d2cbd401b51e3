package io.aiprism.analysis.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be taken out of JSON that ends too early.
 *
 * @param elements the complete objects of the member's array, or of one that is the whole, each JSON
 * @param repetitive whether the text ends in one short passage, or one element, over and over
 */
record JsonSalvage(List<String> elements, boolean repetitive) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST = 200;
    private static final int TIMES = 5;
    private static final int SHORTEST_TAIL = 100;

    JsonSalvage {
        elements = List.copyOf(elements);
    }

    static JsonSalvage of(String text, String member) {
        List<String> elements = new ArrayList<>();
        int start = text.stripLeading().startsWith("[") ? 0 : text.indexOf("\"" + member + "\"");
        int array = start < 0 ? -1 : text.indexOf('[', start);
        if (array >= 0) {
            try (JsonParser parser = MAPPER.createParser(text.substring(array))) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    JsonNode node = parser.readValueAsTree();
                    elements.add(node.toString());
                }
            } catch (IOException e) {
                // The rest is not complete.
            }
        }
        return new JsonSalvage(elements, repetitive(text) || sameAgain(elements));
    }

    /** Whether the last elements are one and the same. */
    private static boolean sameAgain(List<String> elements) {
        return elements.size() >= TIMES
                && elements.subList(elements.size() - TIMES, elements.size()).stream()
                                .distinct()
                                .count()
                        == 1;
    }

    /** Whether the last characters are a passage of at most {@value #LONGEST} that stands there at least {@value #TIMES} times. */
    private static boolean repetitive(String text) {
        for (int period = 1; period <= LONGEST; period++) {
            int length = Math.max(period * TIMES, SHORTEST_TAIL);
            if (length > text.length()) {
                return false;
            }
            String tail = text.substring(text.length() - length);
            if (tail.substring(period).equals(tail.substring(0, length - period))) {
                return true;
            }
        }
        return false;
    }
}
