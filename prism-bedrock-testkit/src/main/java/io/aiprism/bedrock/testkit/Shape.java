package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value of a request must look like, as in the service's model. Immutable. */
sealed interface Shape {
    /** What it is called where another was found. */
    String typeName();

    /** Looks at a value of the right kind, and adds what is wrong. */
    void check(JsonNode value, Place place, Violations violations);

    /** Whether a value is of the right kind. */
    boolean isKind(JsonNode value);

    /** Looks at any value. */
    default void validate(JsonNode value, Place place, Violations violations) {
        if (isKind(value)) {
            check(value, place, violations);
        } else {
            violations.malformed(place, "expected type: %s, found: %s".formatted(typeName(), Violations.typeOf(value)));
        }
    }

    /**
     * An object with these members and no others.
     *
     * @param required those that must be there
     * @param union exactly one member must be there
     */
    record Structure(Map<String, Shape> members, Set<String> required, boolean union) implements Shape {
        @Override
        public String typeName() {
            return "JSONObject";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return value.isObject();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            value.properties().forEach(entry -> {
                Shape shape = members.get(entry.getKey());
                if (shape == null) {
                    violations.malformed(place, "extraneous key [%s] is not permitted".formatted(entry.getKey()));
                } else {
                    shape.validate(entry.getValue(), place.member(entry.getKey()), violations);
                }
            });
            for (String name : required) {
                if (!value.has(name)) {
                    violations.constraint("null", place.member(name), "Member must not be null");
                }
            }
            if (union && value.size() != 1) {
                violations.malformed(
                        place, "exactly one member of a union must be set, found %d".formatted(value.size()));
            }
        }

        /** The same with members that must be there. */
        Structure requiring(String... names) {
            return new Structure(members, Set.of(names), union);
        }

        /** The same with another member. */
        Structure with(String name, Shape shape) {
            Map<String, Shape> all = new LinkedHashMap<>(members);
            all.put(name, shape);
            return new Structure(all, required, union);
        }
    }

    /** An array. */
    record ListOf(Shape element, int min, int max) implements Shape {
        @Override
        public String typeName() {
            return "JSONArray";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return value.isArray();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            violations.length(place, value.toString(), value.size(), min, max);
            for (int index = 0; index < value.size(); index++) {
                element.validate(value.get(index), place.element(index), violations);
            }
        }
    }

    /** An object with any keys. */
    record MapOf(Text key, Text value, int min, int max) implements Shape {
        @Override
        public String typeName() {
            return "JSONObject";
        }

        @Override
        public boolean isKind(JsonNode candidate) {
            return candidate.isObject();
        }

        @Override
        public void check(JsonNode map, Place place, Violations violations) {
            violations.length(place, map.toString(), map.size(), min, max);
            map.properties().forEach(entry -> {
                key.check(entry.getKey(), place, violations);
                value.validate(entry.getValue(), place.member(entry.getKey()), violations);
            });
        }
    }

    /**
     * A string.
     *
     * @param pattern what all of it must match
     * @param values what it may be; empty for anything
     */
    record Text(int min, int max, Pattern pattern, List<String> values) implements Shape {
        @Override
        public String typeName() {
            return "String";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return value.isTextual();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            check(value.textValue(), place, violations);
        }

        void check(String text, Place place, Violations violations) {
            violations.length(place, text, text.length(), min, max);
            if (!pattern.matcher(text).matches()) {
                violations.constraint(
                        text, place, "Member must satisfy regular expression pattern: " + pattern.pattern());
            }
            if (!values.isEmpty() && !values.contains(text)) {
                violations.constraint(text, place, "Member must satisfy enum value set: " + values);
            }
        }
    }

    /** A number. */
    record Numeric(boolean whole, double min, double max) implements Shape {
        @Override
        public String typeName() {
            return whole ? "Integer" : "Number";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return whole ? value.isInt() : value.isNumber();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            violations.range(place, value.asText(), value.doubleValue(), min, max);
        }
    }

    /** True or false. */
    record Flag() implements Shape {
        @Override
        public String typeName() {
            return "Boolean";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return value.isBoolean();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            // Either is right.
        }
    }

    /** Any JSON but null. */
    record Document() implements Shape {
        @Override
        public String typeName() {
            return "JSON";
        }

        @Override
        public boolean isKind(JsonNode value) {
            return !value.isNull();
        }

        @Override
        public void check(JsonNode value, Place place, Violations violations) {
            // What stands in a document is the model's affair.
        }
    }

    /** An object; name and shape of each member in turn. */
    static Structure structure(Object... namesAndShapes) {
        return new Structure(members(namesAndShapes), Set.of(), false);
    }

    /** An object with exactly one of its members. */
    static Structure union(Object... namesAndShapes) {
        return new Structure(members(namesAndShapes), Set.of(), true);
    }

    static ListOf list(Shape element) {
        return new ListOf(element, 0, Integer.MAX_VALUE);
    }

    static Text text() {
        return text(0, Integer.MAX_VALUE);
    }

    static Text text(int min, int max) {
        return text(min, max, "(?s).*");
    }

    static Text text(int min, int max, String pattern) {
        return new Text(min, max, Pattern.compile(pattern), List.of());
    }

    static Text oneOf(String... values) {
        return new Text(0, Integer.MAX_VALUE, Pattern.compile("(?s).*"), Arrays.asList(values));
    }

    private static Map<String, Shape> members(Object... namesAndShapes) {
        Map<String, Shape> members = new LinkedHashMap<>();
        List<Object> pairs = new ArrayList<>(Arrays.asList(namesAndShapes));
        for (int index = 0; index < pairs.size(); index += 2) {
            members.put((String) pairs.get(index), (Shape) pairs.get(index + 1));
        }
        return members;
    }
}
