package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the fake answers to one call: what the model says, or an error, or anything else that comes over a wire; how long it
 * takes; and what goes wrong on the way. Immutable: each method gives another answer.
 *
 * <p>The same answer does for Converse and ConverseStream. What is said of deltas and frames is of a stream; on Converse an
 * exception in the stream is an error, and a stream that ends early is a connection that is cut in the body.
 */
public final class Answer {
    private List<Block> content = List.of();
    private @Nullable String stopReason;
    private @Nullable TokenUsage usage;
    private @Nullable Long outputTokens;
    private @Nullable JsonNode additionalFields;
    private @Nullable BedrockError error;
    private @Nullable Raw raw;
    private boolean cutToMaxTokens;
    private Map<String, String> headers = Map.of();
    private Latency latency = Latency.NONE;
    private Duration deltaLatency = Duration.ZERO;
    private int deltaLength = 20;
    private Fault fault = new Fault.None();

    /** A body that is none of Bedrock's. */
    record Raw(int status, String contentType, String body) {}

    private Answer() {}

    private Answer(Answer other) {
        content = other.content;
        stopReason = other.stopReason;
        usage = other.usage;
        outputTokens = other.outputTokens;
        additionalFields = other.additionalFields;
        error = other.error;
        raw = other.raw;
        cutToMaxTokens = other.cutToMaxTokens;
        headers = other.headers;
        latency = other.latency;
        deltaLatency = other.deltaLatency;
        deltaLength = other.deltaLength;
        fault = other.fault;
    }

    /** A message without any content. */
    public static Answer nothing() {
        return new Answer();
    }

    /** A text. */
    public static Answer text(String text) {
        return nothing().andText(text);
    }

    /**
     * A text that is JSON, as structured output is.
     *
     * @throws IllegalArgumentException if it is no JSON; {@link #text} takes anything
     */
    public static Answer json(String json) {
        Json.parse(json);
        return text(json);
    }

    /** A use of a tool. */
    public static Answer toolUse(String name, String input) {
        return nothing().andToolUse(name, input);
    }

    /** A thought, with a signature; usually something follows it. */
    public static Answer reasoning(String text) {
        return nothing().andReasoning(text);
    }

    /** A content block as JSON, such as {@code {"hologram":{}}}, which no client knows. */
    public static Answer block(String json) {
        return nothing().andBlock(json);
    }

    /** An error. */
    public static Answer error(BedrockError error) {
        Answer answer = new Answer();
        answer.error = requireNonNull(error, "error");
        return answer;
    }

    /** Any other answer of HTTP. */
    public static Answer raw(int status, String contentType, String body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be between 200 and 599, was " + status);
        }
        Answer answer = new Answer();
        answer.raw = new Raw(status, requireNonNull(contentType, "contentType"), requireNonNull(body, "body"));
        return answer;
    }

    /** A success without a body. */
    public static Answer emptyBody() {
        return raw(200, "application/json", "");
    }

    /** A success whose body is {@code {}}. */
    public static Answer emptyObject() {
        return raw(200, "application/json", "{}");
    }

    /** A success whose body is a page, as a proxy's. */
    public static Answer html() {
        return raw(200, "text/html", "<html><body>Sign in</body></html>");
    }

    /** Nothing, until the client hangs up or the server is closed. */
    public static Answer never() {
        return nothing().with(new Fault.Never());
    }

    /** And a text after it. */
    public Answer andText(String text) {
        return and(new Block.Text(requireNonNull(text, "text")));
    }

    /** And a use of a tool after it, with an id that is the same in each run. */
    public Answer andToolUse(String name, String input) {
        return andToolUse("", name, input);
    }

    /**
     * And a use of a tool after it.
     *
     * @param id empty for one that is the same in each run
     * @param input JSON; a stream also takes what is none
     */
    public Answer andToolUse(String id, String name, String input) {
        return and(new Block.ToolUse(
                requireNonNull(id, "id"), requireNonNull(name, "name"), requireNonNull(input, "input")));
    }

    /** And a thought after it, with a signature. */
    public Answer andReasoning(String text) {
        return and(new Block.Reasoning(requireNonNull(text, "text"), "c2lnbmVkIGJ5IHRoZSBmYWtl"));
    }

    /** And a content block as JSON after it. */
    public Answer andBlock(String json) {
        JsonNode block = Json.parse(json);
        if (!block.isObject()) {
            throw new IllegalArgumentException("a content block must be a JSON object, was " + json);
        }
        return and(new Block.Other(block));
    }

    /**
     * Why the model stopped, in the words of the wire, known or not. Defaults to {@code tool_use} if a tool is used, else to
     * {@code end_turn}.
     */
    public Answer stopReason(String reason) {
        Answer copy = new Answer(this);
        copy.stopReason = requireNonNull(reason, "reason");
        return copy;
    }

    /** The tokens that the answer states. Defaults to what the fake counts, prompt cache included. */
    public Answer usage(TokenUsage tokens) {
        Answer copy = new Answer(this);
        copy.usage = requireNonNull(tokens, "tokens");
        return copy;
    }

    /** The tokens of output that the answer states. Defaults to what the fake counts. */
    public Answer outputTokens(long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must not be negative, was " + tokens);
        }
        Answer copy = new Answer(this);
        copy.outputTokens = tokens;
        return copy;
    }

    /** Ends the last text at the request's {@code maxTokens}, as the fake counts tokens, with that stop reason. */
    public Answer cutToMaxTokens() {
        Answer copy = new Answer(this);
        copy.cutToMaxTokens = true;
        return copy;
    }

    /** The member {@code additionalModelResponseFields}, as JSON. */
    public Answer additionalResponseFields(String json) {
        Answer copy = new Answer(this);
        copy.additionalFields = Json.parse(json);
        return copy;
    }

    /** A header more, such as {@code Retry-After}. */
    public Answer header(String name, String value) {
        Answer copy = new Answer(this);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        copy.headers = all;
        return copy;
    }

    /** How long the model takes before its answer begins. Defaults to no time. */
    public Answer latency(Duration duration) {
        return latency(Latency.fixed(duration));
    }

    /** How long the model takes before its answer begins. Defaults to no time. */
    public Answer latency(Latency distribution) {
        Answer copy = new Answer(this);
        copy.latency = requireNonNull(distribution, "distribution");
        return copy;
    }

    /** How long a stream waits before each delta. Defaults to no time. */
    public Answer deltaLatency(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, was " + duration);
        }
        Answer copy = new Answer(this);
        copy.deltaLatency = duration;
        return copy;
    }

    /** How many characters a delta of a stream has. Defaults to 20. */
    public Answer deltaLength(int characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("characters must be positive, was " + characters);
        }
        Answer copy = new Answer(this);
        copy.deltaLength = characters;
        return copy;
    }

    /** The connection is cut. */
    public Answer cut(Cut at) {
        return with(new Fault.CutAt(requireNonNull(at, "at")));
    }

    /** The stream goes on with an exception after as many deltas. */
    public Answer failAfter(int deltas, BedrockError failure) {
        if (failure.type().isEmpty()) {
            throw new IllegalArgumentException("an exception in a stream has a type, %s has none".formatted(failure));
        }
        String type = failure.type();
        return failAfter(deltas, Character.toLowerCase(type.charAt(0)) + type.substring(1), failure);
    }

    /** The stream goes on with an exception of any name after as many deltas. */
    public Answer failAfter(int deltas, String exceptionType, BedrockError failure) {
        return with(new Fault.FailsAfter(requireDeltas(deltas), exceptionType, failure));
    }

    /** The stream ends after as many deltas, and the HTTP answer is complete: so does Bedrock at times. */
    public Answer endAfter(int deltas) {
        return with(new Fault.EndsAfter(requireDeltas(deltas), false, false));
    }

    /** The stream ends in the middle of the frame after as many deltas, and the HTTP answer is complete. */
    public Answer endInFrameAfter(int deltas) {
        return with(new Fault.EndsAfter(requireDeltas(deltas), true, false));
    }

    /** The connection is cut after as many deltas. */
    public Answer cutAfter(int deltas) {
        return with(new Fault.EndsAfter(requireDeltas(deltas), false, true));
    }

    /** The connection is cut in the middle of the frame after as many deltas. */
    public Answer cutInFrameAfter(int deltas) {
        return with(new Fault.EndsAfter(requireDeltas(deltas), true, true));
    }

    /** The stream says nothing more after as many deltas, until the client hangs up. */
    public Answer stallAfter(int deltas) {
        return with(new Fault.StallsAfter(requireDeltas(deltas)));
    }

    /** The frame after as many deltas has a wrong checksum. */
    public Answer corruptAfter(int deltas) {
        return with(new Fault.CorruptAfter(requireDeltas(deltas)));
    }

    /** The stream ends after its stop reason, without the event that tells the usage. */
    public Answer withoutMetadata() {
        return with(new Fault.WithoutMetadata());
    }

    List<Block> content() {
        return content;
    }

    String stopReason() {
        if (stopReason != null) {
            return stopReason;
        }
        return content.stream().anyMatch(Block.ToolUse.class::isInstance) ? "tool_use" : "end_turn";
    }

    Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    OptionalLong outputTokens() {
        return outputTokens == null ? OptionalLong.empty() : OptionalLong.of(outputTokens);
    }

    boolean isCutToMaxTokens() {
        return cutToMaxTokens;
    }

    Optional<JsonNode> additionalResponseFields() {
        return Optional.ofNullable(additionalFields);
    }

    Optional<BedrockError> error() {
        return Optional.ofNullable(error);
    }

    Optional<Raw> raw() {
        return Optional.ofNullable(raw);
    }

    Map<String, String> headers() {
        return headers;
    }

    Latency latency() {
        return latency;
    }

    Duration deltaLatency() {
        return deltaLatency;
    }

    int deltaLength() {
        return deltaLength;
    }

    Fault fault() {
        return fault;
    }

    /** The same with this content. */
    Answer content(List<Block> blocks) {
        Answer copy = new Answer(this);
        copy.content = List.copyOf(blocks);
        return copy;
    }

    private Answer and(Block block) {
        if (error != null || raw != null) {
            throw new IllegalStateException("an answer that is no message has no content");
        }
        List<Block> all = new ArrayList<>(content);
        all.add(block);
        return content(all);
    }

    private Answer with(Fault other) {
        if (!(fault instanceof Fault.None)) {
            throw new IllegalStateException("an answer has one fault, which was already set to " + fault);
        }
        Answer copy = new Answer(this);
        copy.fault = other;
        return copy;
    }

    private static int requireDeltas(int deltas) {
        if (deltas < 0) {
            throw new IllegalArgumentException("deltas must not be negative, was " + deltas);
        }
        return deltas;
    }
}
