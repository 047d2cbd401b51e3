package io.aiprism.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows the line on which it begins. */
sealed interface JsonValue {
    int line();

    /** What it is, for messages. */
    String kind();

    record Text(int line, String value) implements JsonValue {
        @Override
        public String kind() {
            return "a text";
        }
    }

    record Flag(int line, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    record Numeric(int line, double value) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Null(int line) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }

    record Items(int line, List<JsonValue> values) implements JsonValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Fields(int line, Map<String, JsonValue> values) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }
    }

    static JsonValue parse(String source, InputStream stream) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        try (JsonParser parser = factory.createParser(stream)) {
            if (parser.nextToken() == null) {
                throw notAReport(source, 1, "the file is empty", null);
            }
            JsonValue root = value(parser);
            if (parser.nextToken() != null) {
                throw notAReport(source, line(parser), "there is more after the end of the report", null);
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw notAReport(source, line, "not well-formed JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ReportException notAReport(String source, int line, String problem, @Nullable Throwable cause) {
        return new ReportException(ReportException.Kind.NOT_A_REPORT, source, line, "", problem, cause);
    }

    private static JsonValue value(JsonParser parser) throws IOException {
        int line = line(parser);
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Text(line, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Flag(line, parser.getBooleanValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeric(line, parser.getDoubleValue());
            case START_ARRAY -> {
                List<JsonValue> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                yield new Items(line, values);
            }
            case START_OBJECT -> {
                Map<String, JsonValue> values = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    values.put(name, value(parser));
                }
                yield new Fields(line, values);
            }
            default -> new Null(line);
        };
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
