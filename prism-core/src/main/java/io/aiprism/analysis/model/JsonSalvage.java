package io.aiprism.analysis.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be taken out of JSON that ends too early, or has words around it.
 *
 * @param elements the complete objects of the member's array, or of one that is the whole, each JSON
 * @param repetitive whether the text ends in one short passage, or one element, over and over
 */
record JsonSalvage(List<String> elements, boolean repetitive) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int STARTS_TRIED = 64;
    private static final int LONGEST = 200;
    private static final int TIMES = 5;
    private static final int SHORTEST_TAIL = 100;

    JsonSalvage {
        elements = List.copyOf(elements);
    }

    /**
     * Reads the text from the first bracket on that begins JSON. Of a text with very many brackets only the first
     * {@value #STARTS_TRIED} are tried, so that the work is bounded by its length.
     */
    static JsonSalvage of(String text, String member) {
        List<String> elements = new ArrayList<>();
        int start = bracket(text, 0);
        for (int tried = 0; start >= 0 && tried < STARTS_TRIED; tried++) {
            start = read(text, start, member, elements) ? -1 : bracket(text, start + 1);
        }
        return new JsonSalvage(elements, repetitive(text) || sameAgain(elements));
    }

    /**
     * Reads one document as far as it goes.
     *
     * @return whether it is one
     */
    private static boolean read(String text, int start, String member, List<String> elements) {
        boolean begun = false;
        try (JsonParser parser = MAPPER.createParser(text.substring(start))) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                begun = parser.nextToken() == JsonToken.START_OBJECT;
                if (begun) {
                    elements(parser, elements);
                }
                return begun;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                begun = true;
                boolean wanted = parser.currentName().equals(member);
                if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                    parser.nextToken();
                    elements(parser, elements);
                } else {
                    parser.skipChildren();
                }
            }
            return begun;
        } catch (IOException e) {
            // The rest is not complete; if nothing was, it may be no JSON at all.
            return begun;
        }
    }

    /** Reads the objects of an array from the first one on. */
    private static void elements(JsonParser parser, List<String> elements) throws IOException {
        while (parser.currentToken() == JsonToken.START_OBJECT) {
            JsonNode node = parser.readValueAsTree();
            elements.add(node.toString());
            parser.nextToken();
        }
        while (parser.currentToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
    }

    private static int bracket(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '{' || text.charAt(at) == '[') {
                return at;
            }
        }
        return -1;
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
