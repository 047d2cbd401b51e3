package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a request, in the words of Bedrock's validation errors. Not thread-safe. */
final class Violations {
    private final List<String> malformed = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();

    /** It has not the shape of a request. */
    void malformed(Place place, String what) {
        malformed.add("Malformed input request: %s: %s, please reformat your input and try again."
                .formatted(place.pointer(), what));
    }

    /** A value is out of its limits. */
    void constraint(String value, Place place, String what) {
        String quoted = value.equals("null") ? value : "'" + value + "'";
        constraints.add("Value %s at '%s' failed to satisfy constraint: %s".formatted(quoted, place.path(), what));
    }

    void length(Place place, String value, int length, int min, int max) {
        if (length < min) {
            constraint(value, place, "Member must have length greater than or equal to " + min);
        }
        if (length > max) {
            constraint(value, place, "Member must have length less than or equal to " + max);
        }
    }

    void range(Place place, String value, double number, double min, double max) {
        if (number < min) {
            constraint(value, place, "Member must have value greater than or equal to " + plain(min));
        }
        if (number > max) {
            constraint(value, place, "Member must have value less than or equal to " + plain(max));
        }
    }

    /** The error, if anything is wrong: the first of what is malformed, else all constraints. */
    Optional<BedrockError> error() {
        if (!malformed.isEmpty()) {
            return Optional.of(BedrockError.validation(malformed.getFirst()));
        }
        return switch (constraints.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(BedrockError.validation("1 validation error detected: " + constraints.getFirst()));
            default ->
                Optional.of(BedrockError.validation(
                        constraints.size() + " validation errors detected: " + String.join("; ", constraints)));
        };
    }

    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "JSONArray";
            case OBJECT, POJO -> "JSONObject";
            case STRING, BINARY -> "String";
            case NUMBER -> value.isInt() ? "Integer" : value.isIntegralNumber() ? "Long" : "BigDecimal";
            case BOOLEAN -> "Boolean";
            case NULL, MISSING -> "Null";
        };
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
    }
}
