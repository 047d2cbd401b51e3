package io.aiprism.model.structured;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.Tool;
import io.aiprism.model.ToolChoice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A request as one model is sent it.
 *
 * @param request what is sent
 * @param output the JSON that is asked for
 * @param rung how; empty if no JSON is asked for
 * @param used what of the model it uses, and could be sent without
 */
record RungRequest(
        ModelRequest request, Optional<OutputSchema> output, Optional<OutputRung> rung, Set<ModelFeature> used) {
    private static final String RULES = """
            Answer with one JSON document that follows the JSON schema below, and with nothing else: no code fence, no words \
            before or after it.
            JSON schema:
            """;

    /** The request in the surest way that takes no more than this of the model. */
    static RungRequest of(ModelRequest asked, Set<ModelFeature> accepted) {
        Set<ModelFeature> used = EnumSet.noneOf(ModelFeature.class);
        ModelRequest request = settings(asked, accepted, used);
        if (asked.output().isEmpty()) {
            return new RungRequest(request, Optional.empty(), Optional.empty(), used);
        }
        OutputSchema output = asked.output().get();
        Optional<String> lowered = SchemaLowering.lower(output.schema());
        OutputRung rung = rung(asked, output, lowered.isPresent(), accepted);
        used.addAll(rung.needs());
        boolean strict = rung == OutputRung.STRICT_TOOL
                || (rung == OutputRung.FREE_TOOL
                        && lowered.isPresent()
                        && accepted.contains(ModelFeature.STRICT_TOOLS));
        if (strict) {
            used.add(ModelFeature.STRICT_TOOLS);
        }
        String schema = rung == OutputRung.NATIVE_SCHEMA || strict ? lowered.orElseThrow() : output.schema();
        ModelRequest sent = switch (rung) {
            case NATIVE_SCHEMA ->
                request.toBuilder()
                        .output(new OutputSchema(output.name(), output.description(), schema))
                        .build();
            case STRICT_TOOL, FORCED_TOOL ->
                request.toBuilder()
                        .output(null)
                        .tool(new Tool(output.name(), output.description(), schema, strict))
                        .toolChoice(new ToolChoice.Named(output.name()))
                        .build();
            case FREE_TOOL ->
                request.toBuilder()
                        .output(null)
                        .tool(new Tool(output.name(), output.description(), schema, strict))
                        .build();
            case PROMPT -> told(request, RULES + schema);
        };
        return new RungRequest(sent, asked.output(), Optional.of(rung), used);
    }

    /** Whether the same can be asked in another way if the model does not accept this. */
    boolean canDoWithout(ModelFeature feature) {
        return used.contains(feature);
    }

    /** The answer as callers read it: JSON as text. */
    ModelResponse read(ModelResponse response) {
        if (rung.isEmpty() || rung.get() == OutputRung.NATIVE_SCHEMA) {
            return response;
        }
        return JsonAnswer.read(response, output.orElseThrow().name());
    }

    private static OutputRung rung(
            ModelRequest asked, OutputSchema output, boolean lowerable, Set<ModelFeature> accepted) {
        for (OutputRung rung : OutputRung.values()) {
            boolean possible = switch (rung) {
                case NATIVE_SCHEMA -> lowerable;
                case STRICT_TOOL -> lowerable && canForce(asked);
                case FORCED_TOOL -> canForce(asked);
                case FREE_TOOL -> canOffer(asked, output);
                case PROMPT -> true;
            };
            if (possible && accepted.containsAll(rung.needs())) {
                return rung;
            }
        }
        throw new AssertionError("the last rung needs nothing");
    }

    /** Tools of the caller's must stay usable, and a model that thinks must not be forced. */
    private static boolean canForce(ModelRequest asked) {
        return asked.tools().isEmpty() && asked.reasoningTokens().isEmpty();
    }

    private static boolean canOffer(ModelRequest asked, OutputSchema output) {
        return asked.toolChoice() instanceof ToolChoice.Auto
                && asked.tools().stream().noneMatch(tool -> tool.name().equals(output.name()));
    }

    /** The rules stand behind the last cache point, so that the prefix before it stays as it is. */
    private static ModelRequest told(ModelRequest request, String rules) {
        ModelRequest.Builder told = request.toBuilder().output(null);
        List<Message> messages = request.messages();
        boolean cachedTurns =
                messages.stream().flatMap(message -> message.content().stream()).anyMatch(RungRequest::isCachePoint);
        if (!cachedTurns || messages.getLast().role() != Message.Role.USER) {
            return told.system(rules).build();
        }
        List<ContentBlock> last = new ArrayList<>(messages.getLast().content());
        last.add(new ContentBlock.Text(rules));
        List<Message> turns = new ArrayList<>(messages);
        turns.set(turns.size() - 1, new Message(Message.Role.USER, last));
        return told.replaceMessages(turns).build();
    }

    /** The request itself if the model accepts all of it: it may be long, and wait for long. */
    private static ModelRequest settings(ModelRequest asked, Set<ModelFeature> accepted, Set<ModelFeature> used) {
        ModelRequest request = asked;
        if (asked.temperature().isPresent() && !keep(ModelFeature.TEMPERATURE, accepted, used)) {
            request = request.toBuilder().temperature(null).build();
        }
        if (asked.topP().isPresent() && !keep(ModelFeature.TOP_P, accepted, used)) {
            request = request.toBuilder().topP(null).build();
        }
        if (!asked.stopSequences().isEmpty() && !keep(ModelFeature.STOP_SEQUENCES, accepted, used)) {
            request = request.toBuilder().stopSequences(List.of()).build();
        }
        if (asked.reasoningTokens().isPresent() && !keep(ModelFeature.REASONING_BUDGET, accepted, used)) {
            request = request.toBuilder().reasoningTokens(OptionalInt.empty()).build();
        }
        return cachePoints(request, accepted, used);
    }

    private static ModelRequest cachePoints(ModelRequest asked, Set<ModelFeature> accepted, Set<ModelFeature> used) {
        boolean any = holds(asked, RungRequest::isCachePoint);
        boolean anyLong = any && holds(asked, new ContentBlock.CachePoint(CacheTtl.ONE_HOUR)::equals);
        boolean keepAny = !any || keep(ModelFeature.PROMPT_CACHING, accepted, used);
        boolean keepLong = !anyLong || (keepAny && keep(ModelFeature.LONG_PROMPT_CACHING, accepted, used));
        if (keepAny && keepLong) {
            return asked;
        }
        List<Message> messages = asked.messages().stream()
                .map(message -> new Turn(message.role(), cachePoints(message.content(), keepAny)))
                .filter(turn -> !turn.content().isEmpty())
                .map(turn -> new Message(turn.role(), turn.content()))
                .toList();
        return asked.toBuilder()
                .replaceSystem(cachePoints(asked.system(), keepAny))
                .replaceMessages(messages)
                .build();
    }

    private record Turn(Message.Role role, List<ContentBlock> content) {}

    private static List<ContentBlock> cachePoints(List<ContentBlock> blocks, boolean keepAny) {
        List<ContentBlock> kept = new ArrayList<>();
        for (ContentBlock block : blocks) {
            if (!isCachePoint(block)) {
                kept.add(block);
            } else if (keepAny) {
                kept.add(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES));
            }
        }
        return kept;
    }

    private static boolean keep(ModelFeature feature, Set<ModelFeature> accepted, Set<ModelFeature> used) {
        return accepted.contains(feature) && used.add(feature);
    }

    private static boolean holds(ModelRequest request, Predicate<ContentBlock> wanted) {
        return request.system().stream().anyMatch(wanted)
                || request.messages().stream()
                        .anyMatch(message -> message.content().stream().anyMatch(wanted));
    }

    private static boolean isCachePoint(ContentBlock block) {
        return block instanceof ContentBlock.CachePoint;
    }
}
