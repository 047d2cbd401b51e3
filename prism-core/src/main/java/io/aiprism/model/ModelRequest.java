package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked. Providers see it in the order tools, system, messages; a {@link ContentBlock.CachePoint} ends a prefix
 * in that order. Immutable.
 *
 * @param system what comes before the conversation: texts and cache points
 * @param messages the conversation, beginning with a turn of the user; never empty
 * @param tools that the model may use
 * @param toolChoice which of them
 * @param output the JSON that the answer is to be
 * @param maxTokens output tokens at most. Providers set them aside in the quota when a call begins, so it is sized to what is
 *     expected, not to what the model could do
 * @param temperature from 0 to 1
 * @param topP from 0 to 1
 * @param stopSequences end the answer where they come up
 * @param reasoningTokens how much the model may think, part of {@code maxTokens}
 * @param cacheKey names the answer among those kept by a cache in this process or next to it, complete but for the model: equal
 *     keys mean that any answer to the one is good for the other. Empty if the answer is not to be kept
 * @param context on whose behalf
 */
public record ModelRequest(
        List<ContentBlock> system,
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        Optional<OutputSchema> output,
        int maxTokens,
        Optional<Double> temperature,
        Optional<Double> topP,
        List<String> stopSequences,
        OptionalInt reasoningTokens,
        Optional<String> cacheKey,
        CallContext context) {
    public ModelRequest {
        system = List.copyOf(system);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        requireNonNull(toolChoice, "toolChoice");
        requireNonNull(output, "output");
        requireShare("temperature", temperature);
        requireShare("topP", topP);
        stopSequences = List.copyOf(stopSequences);
        requireNonNull(reasoningTokens, "reasoningTokens");
        requireNonNull(cacheKey, "cacheKey");
        requireNonNull(context, "context");
        if (messages.isEmpty() || messages.getFirst().role() != Message.Role.USER) {
            throw new IllegalArgumentException("a request begins with a message of the user");
        }
        for (ContentBlock block : system) {
            if (!(block instanceof ContentBlock.Text || block instanceof ContentBlock.CachePoint)) {
                throw new IllegalArgumentException("system holds texts and cache points only, was %s".formatted(block));
            }
        }
        if (maxTokens <= 0) {
            throw new IllegalArgumentException("maxTokens must be positive, was " + maxTokens);
        }
        if (reasoningTokens.isPresent()
                && (reasoningTokens.getAsInt() <= 0 || reasoningTokens.getAsInt() >= maxTokens)) {
            throw new IllegalArgumentException("reasoningTokens must be positive and below maxTokens (%d), was %d"
                    .formatted(maxTokens, reasoningTokens.getAsInt()));
        }
        if (toolChoice instanceof ToolChoice.Named(String name)
                && tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw new IllegalArgumentException("toolChoice names '%s', which is none of the tools".formatted(name));
        }
        if (toolChoice instanceof ToolChoice.Any && tools.isEmpty()) {
            throw new IllegalArgumentException("toolChoice wants a tool, but there are none");
        }
    }

    /** Begins a request with one message of the user. */
    public static Builder builder(String text, int maxTokens) {
        return new Builder(maxTokens).message(Message.user(text));
    }

    /** Begins a request without messages. */
    public static Builder builder(int maxTokens) {
        return new Builder(maxTokens);
    }

    /** Begins a request that is like this one. */
    public Builder toBuilder() {
        var builder = new Builder(maxTokens);
        builder.system.addAll(system);
        builder.messages.addAll(messages);
        builder.tools.addAll(tools);
        builder.toolChoice = toolChoice;
        builder.output = output.orElse(null);
        builder.temperature = temperature.orElse(null);
        builder.topP = topP.orElse(null);
        builder.stopSequences = stopSequences;
        builder.reasoningTokens = reasoningTokens;
        builder.cacheKey = cacheKey.orElse(null);
        builder.context = context;
        return builder;
    }

    /** The same on behalf of someone else, or until another time. */
    public ModelRequest withContext(CallContext context) {
        return new ModelRequest(
                system,
                messages,
                tools,
                toolChoice,
                output,
                maxTokens,
                temperature,
                topP,
                stopSequences,
                reasoningTokens,
                cacheKey,
                context);
    }

    private static void requireShare(String name, Optional<Double> value) {
        value.ifPresent(number -> {
            if (!(number >= 0 && number <= 1)) {
                throw new IllegalArgumentException("%s must be from 0 to 1, was %s".formatted(name, number));
            }
        });
    }

    /** Collects what is asked. Not thread-safe. */
    public static final class Builder {
        private int maxTokens;
        private final List<ContentBlock> system = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private ToolChoice toolChoice = new ToolChoice.Auto();
        private @Nullable OutputSchema output;
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private List<String> stopSequences = List.of();
        private OptionalInt reasoningTokens = OptionalInt.empty();
        private @Nullable String cacheKey;
        private CallContext context = CallContext.NONE;

        private Builder(int maxTokens) {
            this.maxTokens = maxTokens;
        }

        /** Adds text before the conversation. */
        public Builder system(String text) {
            return system(new ContentBlock.Text(text));
        }

        /** Adds text or a cache point before the conversation. */
        public Builder system(ContentBlock block) {
            system.add(requireNonNull(block, "block"));
            return this;
        }

        /** Replaces what stands before the conversation. */
        public Builder replaceSystem(List<? extends ContentBlock> blocks) {
            system.clear();
            system.addAll(blocks);
            return this;
        }

        /** Adds a turn. */
        public Builder message(Message message) {
            messages.add(requireNonNull(message, "message"));
            return this;
        }

        /** Replaces all turns. */
        public Builder replaceMessages(List<Message> turns) {
            messages.clear();
            messages.addAll(turns);
            return this;
        }

        /** Adds a tool. */
        public Builder tool(Tool tool) {
            tools.add(requireNonNull(tool, "tool"));
            return this;
        }

        /** Says which tools are to be used. Defaults to {@link ToolChoice.Auto}. */
        public Builder toolChoice(ToolChoice toolChoice) {
            this.toolChoice = requireNonNull(toolChoice, "toolChoice");
            return this;
        }

        /** Asks for JSON; {@code null} for none. */
        public Builder output(@Nullable OutputSchema output) {
            this.output = output;
            return this;
        }

        /** Bounds the answer. */
        public Builder maxTokens(int maxTokens) {
            this.maxTokens = maxTokens;
            return this;
        }

        /** Sets the temperature; {@code null} leaves it to the model. */
        public Builder temperature(@Nullable Double temperature) {
            this.temperature = temperature;
            return this;
        }

        /** Sets the share of likely tokens to draw from; {@code null} leaves it to the model. */
        public Builder topP(@Nullable Double topP) {
            this.topP = topP;
            return this;
        }

        /** Ends the answer where one of these comes up. */
        public Builder stopSequences(List<String> stopSequences) {
            this.stopSequences = List.copyOf(stopSequences);
            return this;
        }

        /** Lets the model think. */
        public Builder reasoningTokens(OptionalInt reasoningTokens) {
            this.reasoningTokens = requireNonNull(reasoningTokens, "reasoningTokens");
            return this;
        }

        /** Names the answer for caches; {@code null} if it is not to be kept. */
        public Builder cacheKey(@Nullable String cacheKey) {
            this.cacheKey = cacheKey;
            return this;
        }

        /** Says on whose behalf. */
        public Builder context(CallContext context) {
            this.context = requireNonNull(context, "context");
            return this;
        }

        /** The request. */
        public ModelRequest build() {
            return new ModelRequest(
                    system,
                    messages,
                    tools,
                    toolChoice,
                    Optional.ofNullable(output),
                    maxTokens,
                    Optional.ofNullable(temperature),
                    Optional.ofNullable(topP),
                    stopSequences,
                    reasoningTokens,
                    Optional.ofNullable(cacheKey),
                    context);
        }
    }
}
