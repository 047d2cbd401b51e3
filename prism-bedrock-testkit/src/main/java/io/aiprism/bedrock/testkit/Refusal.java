package io.aiprism.bedrock.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a model does not accept, although Converse does. The texts are those that Bedrock was seen to answer. Implementations
 * are thread-safe.
 */
@FunctionalInterface
public interface Refusal {
    /** The error, if the model does not accept the call. */
    Optional<BedrockError> of(ConverseCall call);

    /** Refuses a tool choice of {@code any} or {@code tool}. */
    Refusal FORCED_TOOL = when(
            call -> call.toolChoice().filter(choice -> !choice.equals("auto")).isPresent(),
            modelError("tool_choice: type \"tool\" and \"any\" are not supported for this model."));

    /** Refuses tools that are {@code strict}. */
    Refusal STRICT_TOOLS = call -> {
        List<ConverseCall.ToolSpec> tools = call.tools();
        for (int index = 0; index < tools.size(); index++) {
            if (tools.get(index).strict()) {
                return Optional.of(
                        modelError("tools.%d.custom.strict: Extra inputs are not permitted".formatted(index)));
            }
        }
        return Optional.empty();
    };

    /** Refuses tools. */
    Refusal TOOLS =
            when(call -> !call.tools().isEmpty(), BedrockError.validation("This model doesn't support tool use."));

    /** Refuses a temperature. */
    Refusal TEMPERATURE =
            when(call -> call.temperature().isPresent(), modelError("`temperature` is deprecated for this model."));

    /** Refuses {@code topP}. */
    Refusal TOP_P = when(call -> call.topP().isPresent(), modelError("`top_p` is deprecated for this model."));

    /** Refuses structured output. */
    Refusal OUTPUT_SCHEMA = when(
            call -> call.outputSchema().isPresent(),
            modelError("output_config.format: Extra inputs are not permitted"));

    /** Refuses an output schema with keywords that constrained decoding does not know, {@code maxItems} among them. */
    Refusal SCHEMA_KEYWORDS = call -> call.outputSchema()
            .map(Json::parse)
            .flatMap(SchemaKeywords::unsupported)
            .map(error -> modelError("output_config.format.schema: " + error));

    /** Refuses cache points, with a 403 as Bedrock does. */
    Refusal PROMPT_CACHING = when(
            ConverseCall::hasCachePoints,
            BedrockError.ACCESS_DENIED.withMessage("You invoked an unsupported model or your request did not allow"
                    + " prompt caching. See the documentation for more information."));

    /** Refuses to be called by its own id instead of by an inference profile. */
    Refusal ON_DEMAND =
            call -> Optional.of(BedrockError.validation(("Invocation of model ID %s with on-demand throughput"
                            + " isn’t supported. Retry your request with the ID or ARN of an inference profile that contains"
                            + " this model.")
                    .formatted(call.modelId())));

    /** Refuses an input of more tokens than the model's context has. */
    static Refusal inputOver(long tokens) {
        return call -> {
            long input = call.inputTokens();
            return input > tokens
                    ? Optional.of(modelError("prompt is too long: %d tokens > %d maximum".formatted(input, tokens)))
                    : Optional.empty();
        };
    }

    /** Refuses a {@code maxTokens} beyond what the model writes. */
    static Refusal maxTokensOver(int tokens) {
        return when(
                call -> call.maxTokens().orElse(0) > tokens,
                BedrockError.validation(
                        ("The maximum tokens you requested exceeds the model limit of %d. Try again with a"
                                        + " maximum tokens value that is lower than %d.")
                                .formatted(tokens, tokens)));
    }

    /** Refuses some calls with one error. */
    static Refusal when(Predicate<ConverseCall> calls, BedrockError error) {
        return call -> calls.test(call) ? Optional.of(error) : Optional.empty();
    }

    /** A validation error as Bedrock hands it on from a model. */
    static BedrockError modelError(String message) {
        return BedrockError.validation("The model returned the following errors: " + message);
    }
}
