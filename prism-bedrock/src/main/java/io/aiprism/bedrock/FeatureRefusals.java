package io.aiprism.bedrock;

import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model refuses, told from the text of a validation error: Bedrock has no other way to say it. The texts are those that
 * models were seen to answer with.
 */
final class FeatureRefusals {
    /**
     * What was refused.
     *
     * @param aboutSchema whether it is the JSON schema of this request, and others may be accepted
     */
    record Refusal(ModelFeature feature, boolean aboutSchema) {}

    /** A schema that is refused for what it holds or how large it is, not a field that the model does not know. */
    private static final Pattern SCHEMA = Pattern.compile(
            "grammar is too (large|complex)|schemas? (is|are|was) too (large|complex|deep)|schemas? contains? too many|too many"
                    + " (optional|union)|invalid (json )?schema|(output_?config\\.format|input|output)_?\\.?schema:?(?!.*extra inputs)"
                    + ".*(not support|unsupported|too )",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A refusal, and how its text is told. */
    private record Sign(Pattern text, ModelFeature feature) {
        Sign(String text, ModelFeature feature) {
            this(Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), feature);
        }
    }

    private static final String REFUSED =
            "(not supported|not support|unsupported|n[o']t support|not permitted|not allowed|deprecated|not available|invalid)";

    private static final List<Sign> SIGNS = List.of(
            new Sign("\\btool_?choice\\b.*" + REFUSED, ModelFeature.FORCED_TOOL),
            new Sign("\\bstrict\\b.*" + REFUSED, ModelFeature.STRICT_TOOLS),
            new Sign(
                    "(output_?config|output_?format|json_?schema|structured output).*" + REFUSED,
                    ModelFeature.OUTPUT_SCHEMA),
            new Sign("\\btemperature\\b.*" + REFUSED, ModelFeature.TEMPERATURE),
            new Sign("\\btop_?p\\b.*" + REFUSED, ModelFeature.TOP_P),
            new Sign("\\bstop_?sequences\\b.*" + REFUSED, ModelFeature.STOP_SEQUENCES),
            new Sign("\\bttl\\b.*" + REFUSED, ModelFeature.LONG_PROMPT_CACHING),
            new Sign(
                    "did not allow prompt caching|(cache_?point|cache_?control|prompt caching).*" + REFUSED,
                    ModelFeature.PROMPT_CACHING),
            new Sign("(thinking|budget_tokens|reasoning).*" + REFUSED, ModelFeature.REASONING_BUDGET),
            new Sign("(tool use|toolConfig|\\btools\\b).*" + REFUSED, ModelFeature.TOOLS));

    private FeatureRefusals() {}

    /** What of the request the text refuses. */
    static Optional<Refusal> of(String text, ModelRequest request) {
        if (SCHEMA.matcher(text).find()) {
            for (ModelFeature feature : List.of(ModelFeature.OUTPUT_SCHEMA, ModelFeature.STRICT_TOOLS)) {
                if (isUsed(feature, request)) {
                    return Optional.of(new Refusal(feature, true));
                }
            }
        }
        return SIGNS.stream()
                .filter(sign -> sign.text().matcher(text).find())
                .map(sign ->
                        sign.feature() == ModelFeature.FORCED_TOOL && request.toolChoice() instanceof ToolChoice.Any
                                ? ModelFeature.ANY_TOOL
                                : sign.feature())
                .filter(feature -> isUsed(feature, request))
                .findFirst()
                .map(feature -> new Refusal(feature, false));
    }

    /** Only what was asked for can have been refused. */
    private static boolean isUsed(ModelFeature feature, ModelRequest request) {
        return switch (feature) {
            case OUTPUT_SCHEMA -> request.output().isPresent();
            case TOOLS -> !request.tools().isEmpty();
            case STRICT_TOOLS -> request.tools().stream().anyMatch(tool -> tool.strict());
            case FORCED_TOOL -> request.toolChoice() instanceof ToolChoice.Named;
            case ANY_TOOL -> request.toolChoice() instanceof ToolChoice.Any;
            case TEMPERATURE -> request.temperature().isPresent();
            case TOP_P -> request.topP().isPresent();
            case STOP_SEQUENCES -> !request.stopSequences().isEmpty();
            case REASONING_BUDGET -> request.reasoningTokens().isPresent();
            case PROMPT_CACHING, LONG_PROMPT_CACHING, TOKEN_COUNT, STREAMING -> true;
        };
    }
}
