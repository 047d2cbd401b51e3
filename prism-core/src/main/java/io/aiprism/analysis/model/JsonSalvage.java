package io.aiprism.analysis.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Stand-in. */
record JsonSalvage(List<String> elements, boolean repetitive) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static JsonSalvage of(String text, String member) {
        List<String> elements = new ArrayList<>();
        int start = text.indexOf("\"" + member + "\"");
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
        String tail = text.substring(Math.max(0, text.length() - 400));
        boolean repetitive = tail.length() == 400 && tail.substring(0, 396).equals(tail.substring(4));
        return new JsonSalvage(elements, repetitive);
    }
}
