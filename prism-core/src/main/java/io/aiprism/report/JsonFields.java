package io.aiprism.report;

import io.aiprism.review.DecisionException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An object of a report that is read. Every complaint says where: source, line and field. Fields that nobody asks for are
 * ignored, so that a later minor addition to the format is no reason to refuse a report.
 */
final class JsonFields {
    private final String source;
    private final JsonValue.Fields object;
    private final String path;

    private JsonFields(String source, JsonValue.Fields object, String path) {
        this.source = source;
        this.object = object;
        this.path = path;
    }

    /** Makes a value of what was read, which may be refused. */
    interface Making<T> {
        T make() throws ReportException;
    }

    static Optional<JsonFields> root(String source, JsonValue value) {
        return value instanceof JsonValue.Fields fields
                ? Optional.of(new JsonFields(source, fields, ""))
                : Optional.empty();
    }

    boolean has(String name) {
        return object.values().containsKey(name);
    }

    String text(String name) throws ReportException {
        return text(required(name), path(name));
    }

    Optional<String> optionalText(String name) throws ReportException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    List<String> texts(String name) throws ReportException {
        List<String> texts = new ArrayList<>();
        List<JsonValue> values = has(name) ? items(name) : List.of();
        for (int i = 0; i < values.size(); i++) {
            texts.add(text(values.get(i), "%s[%d]".formatted(path(name), i)));
        }
        return texts;
    }

    Map<String, String> textByName(String name) throws ReportException {
        if (!has(name)) {
            return Map.of();
        }
        JsonFields fields = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : fields.object.values().keySet()) {
            texts.put(key, fields.text(key));
        }
        return Collections.unmodifiableMap(texts);
    }

    boolean flag(String name) throws ReportException {
        if (!has(name)) {
            return false;
        }
        if (required(name) instanceof JsonValue.Flag flag) {
            return flag.value();
        }
        throw wrong(name, "true or false");
    }

    double number(String name) throws ReportException {
        if (required(name) instanceof JsonValue.Numeric number) {
            return number.value();
        }
        throw wrong(name, "a number");
    }

    int integer(String name) throws ReportException {
        double number = number(name);
        if (number != (int) number) {
            throw problem(name, "must be a whole number of at most %,d, was %s".formatted(Integer.MAX_VALUE, number));
        }
        return (int) number;
    }

    Instant instant(String name) throws ReportException {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw problem(name, "'%s' is no instant, for example 2026-11-24T12:00:00Z".formatted(text));
        }
    }

    /** One of the constants of an enumeration, written in lower case. */
    <E extends Enum<E>> E constant(String name, Class<E> type) throws ReportException {
        String text = text(name);
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(text)) {
                return constant;
            }
            known.add(written(constant));
        }
        throw problem(name, "'%s' is none of: %s".formatted(text, String.join(", ", known)));
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    JsonFields object(String name) throws ReportException {
        return object(required(name), path(name));
    }

    List<JsonFields> objects(String name) throws ReportException {
        List<JsonFields> objects = new ArrayList<>();
        List<JsonValue> values = items(name);
        for (int i = 0; i < values.size(); i++) {
            objects.add(object(values.get(i), "%s[%d]".formatted(path(name), i)));
        }
        return objects;
    }

    /** Something made of this object; whatever its constructor refuses becomes a complaint about this object. */
    <T> T making(Making<T> making) throws ReportException {
        try {
            return making.make();
        } catch (IllegalArgumentException | DecisionException e) {
            throw complaint(object.line(), path, String.valueOf(e.getMessage()));
        }
    }

    ReportException problem(String name, String problem) {
        JsonValue value = object.values().get(name);
        return complaint(value == null ? object.line() : value.line(), path(name), problem);
    }

    ReportException refused(ReportException.Kind kind, String name, String problem) {
        JsonValue value = object.values().get(name);
        return new ReportException(
                kind, source, value == null ? object.line() : value.line(), path(name), problem, null);
    }

    private List<JsonValue> items(String name) throws ReportException {
        if (required(name) instanceof JsonValue.Items items) {
            return items.values();
        }
        throw wrong(name, "a list");
    }

    private JsonFields object(JsonValue value, String path) throws ReportException {
        if (value instanceof JsonValue.Fields fields) {
            return new JsonFields(source, fields, path);
        }
        throw complaint(value.line(), path, "must be an object, was " + value.kind());
    }

    private String text(JsonValue value, String path) throws ReportException {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        throw complaint(value.line(), path, "must be a text, was " + value.kind());
    }

    private JsonValue required(String name) throws ReportException {
        JsonValue value = object.values().get(name);
        if (value == null) {
            throw complaint(object.line(), path(name), "is missing");
        }
        return value;
    }

    private ReportException wrong(String name, String wanted) throws ReportException {
        return problem(
                name, "must be %s, was %s".formatted(wanted, required(name).kind()));
    }

    private ReportException complaint(int line, String path, String problem) {
        return new ReportException(ReportException.Kind.MALFORMED, source, line, path, problem, null);
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
