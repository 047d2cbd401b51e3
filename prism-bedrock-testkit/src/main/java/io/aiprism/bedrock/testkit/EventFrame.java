package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * A frame of an event stream, with its headers in the order of Bedrock's.
 *
 * @param type of the event or exception
 * @param payload a JSON object
 */
record EventFrame(Kind kind, String type, ObjectNode payload) {
    /** What a frame carries. */
    enum Kind {
        EVENT,
        EXCEPTION
    }

    static EventFrame event(String type, ObjectNode payload) {
        return new EventFrame(Kind.EVENT, type, payload);
    }

    static EventFrame exception(String type, ObjectNode payload) {
        return new EventFrame(Kind.EXCEPTION, type, payload);
    }

    boolean isDelta() {
        return type.equals("contentBlockDelta");
    }

    byte[] bytes() {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        switch (kind) {
            case EVENT -> {
                headers.put(":event-type", HeaderValue.fromString(type));
                headers.put(":content-type", HeaderValue.fromString("application/json"));
                headers.put(":message-type", HeaderValue.fromString("event"));
            }
            case EXCEPTION -> {
                headers.put(":message-type", HeaderValue.fromString("exception"));
                headers.put(":exception-type", HeaderValue.fromString(type));
                headers.put(":content-type", HeaderValue.fromString("application/json"));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Message(headers, Json.bytes(payload)).encode(out);
        return out.toByteArray();
    }
}
