package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.bedrock.testkit.RecordedCall.Ending;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the answer to one call, with what goes wrong on its way, and records it before the client can know it. */
final class AnswerWriter {
    private static final String JSON = "application/json";
    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
    private static final String CORAL = ":http://internal.amazon.com/coral/com.amazon.bedrock/";

    private final CallEntry entry;
    private final CallLog log;
    private final HttpWriter out;
    private final ServerTime time;

    AnswerWriter(CallEntry entry, CallLog log, HttpWriter out, ServerTime time) {
        this.entry = entry;
        this.log = log;
        this.out = out;
        this.time = time;
    }

    void error(BedrockError error) throws IOException {
        error(error, Map.of(), new Fault.None());
    }

    void error(BedrockError error, Map<String, String> headers, Fault fault) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (!error.type().isEmpty()) {
            all.put("x-amzn-ErrorType", error.type() + CORAL);
            entry.errorType(error.type());
        }
        all.putAll(headers);
        send(error.status(), JSON, all, Json.bytes(body(error)), fault);
    }

    /** The fake itself has failed: an error if nothing was sent yet, else the connection is of no more use. */
    void failed(Throwable failure) throws IOException {
        if (entry.hasStatus()) {
            cut();
        } else {
            error(BedrockError.INTERNAL_SERVER.withMessage("the fake failed: " + failure));
        }
    }

    /** An error whose message stands in another member. */
    void error(BedrockError error, String messageMember) throws IOException {
        entry.errorType(error.type());
        send(
                error.status(),
                JSON,
                Map.of("x-amzn-ErrorType", error.type() + CORAL),
                Json.bytes(Json.object().put(messageMember, error.message())),
                new Fault.None());
    }

    void raw(Answer.Raw raw, Map<String, String> headers, Fault fault) throws IOException {
        send(raw.status(), raw.contentType(), headers, raw.body().getBytes(UTF_8), fault);
    }

    void json(ObjectNode body) throws IOException {
        send(200, JSON, Map.of(), Json.bytes(body), new Fault.None());
    }

    /** The client hears nothing, and hangs up. */
    void never() throws IOException {
        out.awaitHangUp();
        log.ended(entry, Ending.GONE);
    }

    void converse(Reply reply) throws IOException {
        ObjectNode body = Json.object();
        reply.answer()
                .additionalResponseFields()
                .ifPresent(fields -> body.set("additionalModelResponseFields", fields));
        body.putObject("metrics").put("latencyMs", reply.latency().toMillis());
        ObjectNode message = body.putObject("output").putObject("message");
        ArrayNode content = message.putArray("content");
        reply.content().forEach(block -> content.add(block.json()));
        message.put("role", "assistant");
        body.put("stopReason", reply.stopReason());
        body.set("usage", UsageJson.of(reply, false));
        entry.usage(reply.usage());
        send(
                200,
                JSON,
                reply.answer().headers(),
                Json.bytes(body),
                reply.answer().fault());
    }

    void stream(Reply reply, Runnable ending) throws IOException, InterruptedException {
        Fault fault = reply.answer().fault();
        if (fault instanceof Fault.CutAt(Cut cut) && cut != Cut.IN_BODY) {
            if (cut == Cut.AFTER_HEADERS) {
                startStream(reply);
            }
            cut();
            return;
        }
        List<EventFrame> frames = StreamEvents.of(reply);
        startStream(reply);
        new FrameWriter(this, reply, time, ending).write(frames, fault);
    }

    void frame(byte[] bytes) throws IOException {
        out.chunk(bytes);
    }

    /** Before the last that the client sees of a stream. */
    void endsStream(Reply reply) {
        entry.usage(reply.usage());
        log.ended(entry, Ending.ANSWERED);
    }

    void endsBroken() {
        log.ended(entry, Ending.BROKEN);
    }

    void endsWithError(String type) {
        entry.errorType(type);
        log.ended(entry, Ending.ANSWERED);
    }

    void endStream() throws IOException {
        out.end();
    }

    void cut() throws IOException {
        log.ended(entry, Ending.BROKEN);
        out.cut();
    }

    static ObjectNode body(BedrockError error) {
        ObjectNode body = Json.object().put("message", error.message());
        if (error.type().startsWith("ModelStreamError")) {
            body.put("originalMessage", error.message());
        }
        if (error.status() == 424) {
            body.put("originalStatusCode", 500);
        }
        return body;
    }

    private void startStream(Reply reply) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(reply.answer().headers());
        entry.status(200);
        out.start(200, identified(EVENT_STREAM, headers));
    }

    private void send(int status, String contentType, Map<String, String> headers, byte[] body, Fault fault)
            throws IOException {
        Map<String, String> all = identified(contentType, headers);
        switch (fault) {
            case Fault.CutAt(Cut cut) when cut == Cut.BEFORE_HEADERS -> cut();
            case Fault.CutAt(Cut cut) when cut == Cut.AFTER_HEADERS -> sendPart(status, all, body, 0);
            case Fault.CutAt cut -> sendPart(status, all, body, body.length / 2);
            case Fault.EndsAfter early -> sendPart(status, all, body, body.length / 2);
            case Fault.Never never -> never();
            case Fault.None none -> sendWhole(status, all, body);
            case Fault.StallsAfter stalls -> never();
            case Fault.FailsAfter fails -> sendWhole(status, all, body);
            case Fault.CorruptAfter corrupt -> sendPart(status, all, body, body.length / 2);
            case Fault.WithoutMetadata without -> sendWhole(status, all, body);
        }
    }

    private void sendWhole(int status, Map<String, String> headers, byte[] body) throws IOException {
        entry.status(status);
        log.ended(entry, Ending.ANSWERED);
        out.send(status, headers, body);
    }

    private void sendPart(int status, Map<String, String> headers, byte[] body, int length) throws IOException {
        entry.status(status);
        log.ended(entry, Ending.BROKEN);
        out.sendPart(status, headers, body, length);
    }

    private Map<String, String> identified(String contentType, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", contentType);
        all.put(
                "x-amzn-RequestId",
                UUID.nameUUIDFromBytes(("call " + entry.number()).getBytes(UTF_8))
                        .toString());
        all.putAll(headers);
        return all;
    }
}
