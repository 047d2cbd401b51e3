package io.aiprism.bench;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.Cut;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a model on Bedrock does wrong when it is asked, and what a review may make of it. */
enum ModelFault {
    TOO_MANY_TOKENS(Effect.NONE, () -> Answer.error(BedrockError.TOO_MANY_TOKENS)),
    TOO_MANY_REQUESTS(Effect.NONE, () -> Answer.error(BedrockError.TOO_MANY_REQUESTS)),
    UNTYPED_429(Effect.NONE, () -> Answer.error(BedrockError.UNTYPED_429)),
    MODEL_NOT_READY(Effect.NONE, () -> Answer.error(BedrockError.MODEL_NOT_READY)),
    SERVICE_UNAVAILABLE(Effect.NONE, () -> Answer.error(BedrockError.SERVICE_UNAVAILABLE)),
    INTERNAL_SERVER(Effect.NONE, () -> Answer.error(BedrockError.INTERNAL_SERVER)),
    BAD_GATEWAY(Effect.NONE, () -> Answer.error(BedrockError.BAD_GATEWAY)),
    GATEWAY_TIMEOUT(Effect.NONE, () -> Answer.error(BedrockError.GATEWAY_TIMEOUT)),
    MODEL_TIMEOUT(Effect.NONE, () -> Answer.error(BedrockError.MODEL_TIMEOUT)),
    MODEL_ERROR(Effect.NONE, () -> Answer.error(BedrockError.MODEL_ERROR)),
    EMPTY_BODY(Effect.NONE, Answer::emptyBody),
    EMPTY_OBJECT(Effect.NONE, Answer::emptyObject),
    HTML(Effect.NONE, Answer::html),
    NO_CONTENT(Effect.NONE, Answer::nothing),
    CUT_BEFORE_HEADERS(Effect.NONE, sentences -> right(sentences).cut(Cut.BEFORE_HEADERS)),
    CUT_AFTER_HEADERS(Effect.NONE, sentences -> right(sentences).cut(Cut.AFTER_HEADERS)),
    CUT_IN_BODY(Effect.NONE, sentences -> right(sentences).cut(Cut.IN_BODY)),
    NEVER(Effect.NONE, Answer::never),
    MALFORMED_JSON(Effect.NONE, sentences -> Answer.text("{" + ScriptedModel.json(sentences))),
    PROSE(Effect.NONE, () -> Answer.text("Here is my review. The section is well written.")),
    PROSE_AROUND_JSON(
            Effect.NONE, sentences -> Answer.text("I found:\n" + ScriptedModel.json(sentences) + "\nThat is all.")),
    MARKDOWN(Effect.NONE, sentences -> Answer.text("```json\n" + ScriptedModel.json(sentences) + "\n```")),
    MALFORMED_OUTPUT(Effect.NONE, sentences -> Answer.text(half(sentences)).stopReason("malformed_model_output")),
    TRUNCATED(Effect.NONE, sentences -> Answer.text(half(sentences)).stopReason("max_tokens")),
    TRUNCATED_IN_THE_FIRST(
            Effect.NONE,
            sentences -> Answer.text("{\"findings\":[{\"quote\":\"It").stopReason("max_tokens")),
    RUNAWAY(
            Effect.NONE,
            sentences -> Answer.text("{\"findings\":[{\"quote\":\"" + "and so on ".repeat(200))
                    .stopReason("max_tokens")),
    CONTEXT_FULL(Effect.NONE, sentences -> Answer.text(half(sentences)).stopReason("model_context_window_exceeded")),
    REQUEST_TOO_LARGE(Effect.NONE, () -> Answer.error(BedrockError.REQUEST_TOO_LARGE)),
    MEMBER_MISSING(
            Effect.NONE,
            sentences -> Answer.text(ScriptedModel.json(sentences)
                    .replaceFirst("\"severity\":\"important\"", "\"severity\":\"dreadful\""))),
    UNKNOWN_BLOCK(
            Effect.NONE,
            sentences -> Answer.block("{\"hologram\":{\"depth\":3}}").andText(ScriptedModel.json(sentences))),
    DOUBLED(
            Effect.NONE,
            sentences -> Answer.text(ScriptedModel.json(sentences.stream()
                    .flatMap(sentence -> Stream.of(sentence, sentence))
                    .toList()))),
    INVENTED_QUOTE(
            Effect.NONE,
            sentences -> Answer.text(ScriptedModel.json(Stream.concat(
                            sentences.stream(), Stream.of("The board has approved the purchase of a second moon."))
                    .toList()))),
    NUMBER_CHANGED(
            Effect.NONE,
            sentences -> Answer.text(ScriptedModel.json(Stream.concat(
                            sentences.stream(),
                            sentences.stream().limit(1).map(sentence -> sentence.replaceFirst("-(\\d+)-", "-9$1-")))
                    .toList()))),
    UNKNOWN_STOP_REASON(Effect.GAP, sentences -> right(sentences).stopReason("out_of_ideas")),
    CONTENT_FILTERED(Effect.GAP, () -> Answer.text("I cannot say.").stopReason("content_filtered")),
    GUARDRAIL(Effect.GAP, () -> Answer.text("Blocked by the guardrail.").stopReason("guardrail_intervened")),
    VALIDATION(Effect.GAP, () -> Answer.error(BedrockError.VALIDATION)),
    ACCESS_DENIED(Effect.GAP, () -> Answer.error(BedrockError.ACCESS_DENIED)),
    RESOURCE_NOT_FOUND(Effect.GAP, () -> Answer.error(BedrockError.RESOURCE_NOT_FOUND)),
    EXPIRED_TOKEN(Effect.GAP, () -> Answer.error(BedrockError.EXPIRED_TOKEN)),
    UNRECOGNIZED_CLIENT(Effect.GAP, () -> Answer.error(BedrockError.UNRECOGNIZED_CLIENT)),
    TOO_MANY_TOKENS_PER_DAY(Effect.GAP, () -> Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY)),
    SERVICE_QUOTA_EXCEEDED(Effect.GAP, () -> Answer.error(BedrockError.SERVICE_QUOTA_EXCEEDED)),
    THROTTLED_IN_STREAM(sentences -> right(sentences).failAfter(1, BedrockError.TOO_MANY_TOKENS)),
    SERVICE_UNAVAILABLE_IN_STREAM(sentences -> right(sentences).failAfter(1, BedrockError.SERVICE_UNAVAILABLE)),
    INTERNAL_SERVER_IN_STREAM(sentences -> right(sentences).failAfter(1, BedrockError.INTERNAL_SERVER)),
    MODEL_STREAM_ERROR(sentences -> right(sentences).failAfter(1, BedrockError.MODEL_STREAM_ERROR)),
    MODEL_TIMEOUT_IN_STREAM(sentences -> right(sentences).failAfter(1, BedrockError.MODEL_TIMEOUT)),
    UNKNOWN_EXCEPTION_IN_STREAM(
            sentences -> right(sentences).failAfter(1, "noveltyException", BedrockError.INTERNAL_SERVER)),
    VALIDATION_IN_STREAM(Place.STREAM, Effect.GAP, sentences -> right(sentences).failAfter(1, BedrockError.VALIDATION)),
    STREAM_ENDS(sentences -> right(sentences).endAfter(1)),
    STREAM_ENDS_IN_FRAME(sentences -> right(sentences).endInFrameAfter(1)),
    STREAM_CUT(sentences -> right(sentences).cutAfter(1)),
    STREAM_CUT_IN_FRAME(sentences -> right(sentences).cutInFrameAfter(1)),
    STREAM_STALLS(sentences -> right(sentences).stallAfter(1)),
    STREAM_CORRUPT(sentences -> right(sentences).corruptAfter(1)),
    STREAM_WITHOUT_METADATA(sentences -> right(sentences).withoutMetadata());

    /** What a review has to show of it. */
    enum Effect {
        /** Nothing: the section is analysed as if it had not been. */
        NONE,
        /** The section's result may be partial or failed, and then says why. */
        GAP
    }

    /** Where it can go wrong. */
    enum Place {
        /** In any answer. */
        ANSWER,
        /** Only in one that is streamed. */
        STREAM
    }

    private final Place place;
    private final Effect effect;

    @SuppressWarnings("ImmutableEnumChecker") // what is given above keeps nothing
    private final Function<List<String>, Answer> answer;

    ModelFault(Place place, Effect effect, Function<List<String>, Answer> answer) {
        this.place = place;
        this.effect = effect;
        this.answer = answer;
    }

    /** One of a stream, which leaves nothing to be shown. */
    ModelFault(Function<List<String>, Answer> answer) {
        this(Place.STREAM, Effect.NONE, answer);
    }

    ModelFault(Effect effect, Function<List<String>, Answer> answer) {
        this(Place.ANSWER, effect, answer);
    }

    ModelFault(Effect effect, Supplier<Answer> answer) {
        this(effect, sentences -> answer.get());
    }

    /** All that can go wrong where answers come whole, or in streams. */
    static List<ModelFault> all(boolean streamed) {
        return Stream.of(values())
                .filter(fault -> streamed || fault.place == Place.ANSWER)
                .toList();
    }

    Effect effect() {
        return effect;
    }

    /** Instead of an answer that reports these sentences. */
    Answer answer(List<String> sentences) {
        return answer.apply(sentences);
    }

    private static Answer right(List<String> sentences) {
        return Answer.text(ScriptedModel.json(sentences));
    }

    /** A text that ends in the middle of a finding. */
    private static String half(List<String> sentences) {
        String whole = ScriptedModel.json(sentences);
        return whole.substring(0, whole.length() * 3 / 5);
    }
}
