package io.aiprism.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the parts that JSON objects are made of, in the order of the calls. What is empty is left out.
 *
 * @param json where they are written
 */
record JsonOut(JsonGenerator json) {
    /** Writes the fields of an object. */
    interface Writing<T> {
        void write(T value) throws IOException;
    }

    void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    /** A list of texts; an empty one is left out. */
    void texts(String name, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Texts by their names; if there are none, they are left out. */
    void textByName(String name, Map<String, String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    <T> void object(String name, T value, Writing<? super T> fields) throws IOException {
        json.writeObjectFieldStart(name);
        fields.write(value);
        json.writeEndObject();
    }

    <T> void optional(String name, Optional<T> value, Writing<? super T> fields) throws IOException {
        if (value.isPresent()) {
            object(name, value.get(), fields);
        }
    }

    <T> void objects(String name, List<T> values, Writing<? super T> fields) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            fields.write(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void text(String name, String value) throws IOException {
        json.writeStringField(name, value);
    }

    void number(String name, int value) throws IOException {
        json.writeNumberField(name, value);
    }
}
