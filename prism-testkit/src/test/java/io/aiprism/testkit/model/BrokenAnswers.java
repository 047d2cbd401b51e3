package io.aiprism.testkit.model;

import static io.aiprism.testkit.model.BrokenBackend.around;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.util.List;
import java.util.OptionalLong;

/** Backends that make something else of an answer. */
final class BrokenAnswers {
    private BrokenAnswers() {}

    static List<BrokenBackend> all() {
        return List.of(
                new BrokenBackend(
                        "asks the model for its name",
                        "target_and_profile_are_known_without_a_call",
                        Introducing::new),
                around(
                        "forgets the attempt",
                        "an_answer_is_the_models_and_took_one_attempt",
                        (request, intact) -> intact.make(request).withAttempts(List.of())),
                around(
                        "counts what it reads from the prompt cache as plain input",
                        "every_token_is_counted_in_its_class",
                        (request, intact) -> billed(intact.make(request), usage -> new TokenUsage(
                                usage.totalInput(), 0, 0, 0, usage.output()))),
                around(
                        "adds cached tokens to the others",
                        "every_token_is_counted_in_its_class",
                        (request, intact) -> billed(intact.make(request), usage -> new TokenUsage(
                                usage.totalInput(), usage.cacheRead(), usage.cacheWrite5m(), 0, usage.output()))),
                around("takes a cut answer for a failure", "every_stop_reason_is_told_and_none_is_a_failure", (
                        request, intact) -> {
                    ModelResponse response = intact.make(request);
                    if (response.stopReason().isTruncated()) {
                        throw ModelException.of(Kind.RESPONSE_CUT_OFF, "cut");
                    }
                    return response;
                }),
                around(
                        "takes a stop reason it does not know for the usual one",
                        "every_stop_reason_is_told_and_none_is_a_failure",
                        (request, intact) -> {
                            ModelResponse response = intact.make(request);
                            return response.stopReason() == StopReason.UNKNOWN
                                    ? stopped(response, StopReason.END_TURN)
                                    : response;
                        }),
                around("keeps the first block only", "the_text_is_that_of_all_blocks_in_order", (request, intact) -> {
                    ModelResponse response = intact.make(request);
                    return response.withContent(response.content().subList(0, 1));
                }),
                around(
                        "leaves the system prompt out",
                        "the_model_is_told_system_prompt_and_turns_in_order",
                        (request, intact) -> intact.make(
                                request.toBuilder().replaceSystem(List.of()).build())),
                around(
                        "sends the last turn only",
                        "the_model_is_told_system_prompt_and_turns_in_order",
                        (request, intact) -> intact.make(request.toBuilder()
                                .replaceMessages(List.<Message>of(request.messages().getLast()))
                                .build())),
                around(
                        "writes the input of tools as something that is no JSON",
                        "the_use_of_a_tool_comes_back_as_the_model_asked_for_it",
                        (request, intact) -> {
                            ModelResponse response = intact.make(request);
                            return response.withContent(response.content().stream()
                                    .map(BrokenAnswers::withoutEscapes)
                                    .toList());
                        }),
                new BrokenBackend(
                        "counts characters", "input_is_counted_as_it_is_billed_or_not_at_all", Measuring::new));
    }

    private static final class Introducing extends ForwardingBackend {
        Introducing(ModelBackend backend) {
            super(backend);
        }

        @Override
        public ModelTarget target() {
            try {
                return backend.send(ModelRequest.builder("Who are you?", 1).build())
                        .target();
            } catch (ModelException | InterruptedException | AssertionError e) {
                return backend.target();
            }
        }
    }

    private static final class Measuring extends ForwardingBackend {
        Measuring(ModelBackend backend) {
            super(backend);
        }

        @Override
        public OptionalLong countInputTokens(ModelRequest request) {
            return OptionalLong.of(request.toString().length());
        }
    }

    private interface Bill {
        TokenUsage of(TokenUsage usage);
    }

    private static ModelResponse billed(ModelResponse response, Bill bill) {
        return new ModelResponse(
                response.target(),
                response.content(),
                response.stopReason(),
                response.providerStopReason(),
                bill.of(response.usage()),
                response.serviceTier(),
                response.guardrail(),
                response.requestId(),
                response.attempts());
    }

    private static ModelResponse stopped(ModelResponse response, StopReason reason) {
        return new ModelResponse(
                response.target(),
                response.content(),
                reason,
                response.providerStopReason(),
                response.usage(),
                response.serviceTier(),
                response.guardrail(),
                response.requestId(),
                response.attempts());
    }

    private static ContentBlock withoutEscapes(ContentBlock block) {
        return block instanceof ContentBlock.ToolUse(var id, var name, var input)
                ? new ContentBlock.ToolUse(id, name, input.replace("\\\"", "\""))
                : block;
    }
}
