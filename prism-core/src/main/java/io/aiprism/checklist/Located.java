package io.aiprism.checklist;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON or YAML file that knows the line on which it begins. */
sealed interface Located {
    int line();

    /** What it is, for messages. */
    String kind();

    record Text(int line, String value) implements Located {
        @Override
        public String kind() {
            return "a text";
        }
    }

    record Flag(int line, boolean value) implements Located {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    record Other(int line, String kind) implements Located {}

    record Items(int line, List<Located> values) implements Located {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Fields(int line, Map<String, Located> values) implements Located {
        @Override
        public String kind() {
            return "an object";
        }
    }

    static Located parse(String source, InputStream stream) throws IOException {
        Format format = Format.of(source);
        try (JsonParser parser = format.parser(stream)) {
            if (parser.nextToken() == null) {
                throw ChecklistException.at(source, 1, "", "the file is empty");
            }
            Located root = value(source, format, parser);
            if (parser.nextToken() != null) {
                throw ChecklistException.at(source, line(parser), "", "there is more after the end of the checklist");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw ChecklistException.notWellFormed(source, format.name(), line, e.getOriginalMessage(), e);
        }
    }

    private static Located value(String source, Format format, JsonParser parser) throws IOException {
        int line = line(parser);
        if (format.isAlias(parser)) {
            throw ChecklistException.at(source, line, "", "aliases are not supported; write the value out");
        }
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Text(line, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Flag(line, parser.getBooleanValue());
            case START_ARRAY -> {
                List<Located> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(source, format, parser));
                }
                yield new Items(line, values);
            }
            case START_OBJECT -> {
                Map<String, Located> values = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    values.put(name, value(source, format, parser));
                }
                yield new Fields(line, values);
            }
            case VALUE_NULL -> new Other(line, "null");
            default -> new Other(line, "a number");
        };
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
