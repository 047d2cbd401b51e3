package io.aiprism.chat;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.model.Fence;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.model.CallContext;
import io.aiprism.model.Message;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.TokenEstimator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a document with a language model. Immutable and thread-safe: the history of a chat is the caller's, and one
 * instance serves any number of chats. It does not close the backend.
 *
 * {@snippet file="io/aiprism/chat/Snippets.java" region="chat"}
 *
 * <p>A model is shown what fits {@link Builder#contextTokens}, as estimated: the question; of the history the latest turns, in at most a
 * quarter; the titles of all sections, in at most an eighth; the text of those sections that share most words with the question and, at
 * half the weight, with the question before it (Okapi BM25), where those that the last answer cited are preferred too; and the findings
 * about these sections, the most important first, for which a quarter is set aside. Hidden text and invisible characters are not shown.
 *
 * <p>Answers cite sections and findings as {@code [section:ID]} and {@code [finding:ID]}; {@link ChatReply#citations()} holds those that
 * there are, others are just text. The text of a document, and an answer, are data: a model can be wrong, or led astray by what it reads.
 */
public final class DocumentChat {
    private static final String INSTRUCTIONS = read("prompt-1.txt");

    private final ModelBackend backend;
    private final Document document;
    private final List<Finding> findings;
    private final Fence fence;
    private final int contextTokens;
    private final int maxTokens;
    private final @Nullable Double temperature;
    private final TokenEstimator estimator;
    private final Relevance relevance;
    private final Citations citations;

    private DocumentChat(Builder builder) {
        this.backend = builder.backend;
        this.document = builder.document;
        this.findings = builder.findings;
        this.fence = builder.fence == null ? Fence.random() : builder.fence;
        this.contextTokens = builder.contextTokens;
        this.maxTokens = builder.maxTokens;
        this.temperature = builder.temperature;
        this.estimator = builder.estimator;
        this.relevance = new Relevance(document.sections());
        Set<String> sections = document.sections().stream().map(Section::id).collect(Collectors.toSet());
        this.citations =
                new Citations(sections, findings.stream().map(Finding::id).collect(Collectors.toSet()));
    }

    /**
     * Begins a chat.
     *
     * @param backend asks the model; not closed
     * @param document what is talked about
     */
    public static Builder builder(ModelBackend backend, Document document) {
        return new Builder(backend, document);
    }

    /** Like {@link #ask(List, String, CallContext, ModelStreamListener)}, at once. */
    public ChatReply ask(List<ChatTurn> history, String question, CallContext context)
            throws ModelException, InterruptedException {
        Prepared prepared = prepare(history, question, context);
        return reply(prepared, question, backend.send(prepared.request()));
    }

    /**
     * Answers a question, and hands out the answer as it comes. If the call fails, what the listener has heard is to be thrown away.
     *
     * @param history earlier turns, the oldest first
     * @param context on whose behalf
     * @param listener hears the text of the answer, citations included
     * @throws IllegalArgumentException if the question is blank, or longer than a quarter of the budget
     * @throws ModelException if there is no answer, or an empty one
     * @throws InterruptedException if the calling thread was interrupted
     */
    public ChatReply ask(List<ChatTurn> history, String question, CallContext context, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        Prepared prepared = prepare(history, question, context);
        return reply(prepared, question, backend.stream(prepared.request(), listener));
    }

    private record Prepared(ModelRequest request, List<String> shown) {}

    private Prepared prepare(List<ChatTurn> history, String question, CallContext context) {
        ChatTurn.requireText("question", question);
        long tokens = estimator.tokens(question);
        if (tokens > contextTokens / 4) {
            throw new IllegalArgumentException("a question may take %d tokens, a quarter of the budget, was about %d"
                    .formatted(contextTokens / 4, tokens));
        }
        List<Section> sections = document.sections();
        List<ChatTurn> turns = within(contextTokens / 4).turns(history);
        List<String> titles = titles(sections);
        long left = contextTokens - tokens - tokens(turns) - estimator.tokens(String.join("\n", titles));
        List<Selection.Shown> shown = within(left - contextTokens / 4).sections(sections, scores(history, question));
        left -= shown.stream().mapToLong(it -> estimator.tokens(it.text())).sum();

        var shownContext = new Context(fence);
        shownContext.titles(titles);
        shown.forEach(shownContext::section);
        shownContext.findings(within(left).findings(findings, shown));
        ModelRequest.Builder request = ModelRequest.builder(maxTokens)
                .system(INSTRUCTIONS)
                .temperature(temperature)
                .context(context);
        for (ChatTurn turn : turns) {
            request.message(Message.user(turn.question())).message(Message.assistant(turn.answer()));
        }
        request.message(Message.user(shownContext.with(question)));
        return new Prepared(
                request.build(), shown.stream().map(it -> it.section().id()).toList());
    }

    private ChatReply reply(Prepared prepared, String question, ModelResponse response) throws ModelException {
        String text = response.text();
        if (text.isBlank()) {
            throw ModelException.builder(
                            ModelException.Kind.INVALID_RESPONSE,
                            "%s gave no answer (%s)".formatted(response.target(), response.providerStopReason()))
                    .target(response.target())
                    .requestId(response.requestId().orElse(null))
                    .usage(response.usage())
                    .attempts(response.attempts())
                    .build();
        }
        return new ChatReply(
                new ChatTurn(question, text),
                citations.in(text),
                prepared.shown(),
                response.stopReason(),
                response.target(),
                response.usage());
    }

    /** How well each section fits the question, and the turn before it. */
    private double[] scores(List<ChatTurn> history, String question) {
        double[] scores = relevance.scores(question);
        if (history.isEmpty()) {
            return scores;
        }
        ChatTurn last = history.getLast();
        double[] before = relevance.scores(last.question());
        double highest = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] += before[i] / 2;
            highest = Math.max(highest, scores[i]);
        }
        Set<String> cited = citedSections(last.answer());
        for (int i = 0; i < scores.length; i++) {
            scores[i] += cited.contains(document.sections().get(i).id()) ? Math.max(highest / 4, 0.1) : 0;
        }
        return scores;
    }

    private Set<String> citedSections(String answer) {
        return citations.in(answer).stream()
                .flatMap(citation -> switch (citation) {
                    case Citation.OfSection section -> Stream.of(section.sectionId());
                    case Citation.OfFinding finding ->
                        findings.stream()
                                .filter(it -> it.id().equals(finding.findingId()))
                                .map(Finding::sectionId);
                })
                .collect(Collectors.toSet());
    }

    /** As many as fit an eighth of the budget, from the first on. */
    private List<String> titles(List<Section> sections) {
        List<String> titles = new ArrayList<>();
        long left = contextTokens / 8;
        for (Section section : sections) {
            String line = Context.line(section);
            left -= estimator.tokens(line) + 1;
            if (left < 0) {
                titles.add("…");
                break;
            }
            titles.add(line);
        }
        return titles;
    }

    private long tokens(List<ChatTurn> turns) {
        return turns.stream()
                .mapToLong(turn -> estimator.tokens(turn.question()) + estimator.tokens(turn.answer()))
                .sum();
    }

    private Selection within(long budget) {
        return new Selection(estimator, budget);
    }

    private static String read(String resource) {
        try (InputStream stream = DocumentChat.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's resource " + resource, e);
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private static final int LEAST_CONTEXT = 500;

        private final ModelBackend backend;
        private final Document document;
        private List<Finding> findings = List.of();
        private @Nullable Fence fence;
        private int contextTokens = 12_000;
        private int maxTokens = 1_500;
        private @Nullable Double temperature;
        private TokenEstimator estimator = TokenEstimator.fourCharacters();

        private Builder(ModelBackend backend, Document document) {
            this.backend = requireNonNull(backend, "backend");
            this.document = requireNonNull(document, "document");
        }

        /** What was found in the document. Defaults to nothing. */
        public Builder findings(List<Finding> findings) {
            this.findings = List.copyOf(findings);
            return this;
        }

        /** Fences the text of the document. Defaults to {@link Fence#random()}. */
        public Builder fence(Fence fence) {
            this.fence = requireNonNull(fence, "fence");
            return this;
        }

        /** Tokens of what a model is shown, without the instructions; at least 500. Defaults to 12,000. */
        public Builder contextTokens(int contextTokens) {
            if (contextTokens < LEAST_CONTEXT) {
                throw new IllegalArgumentException(
                        "contextTokens must be at least %d, was %d".formatted(LEAST_CONTEXT, contextTokens));
            }
            this.contextTokens = contextTokens;
            return this;
        }

        /** Tokens of an answer at most. Defaults to 1,500. */
        public Builder maxTokens(int maxTokens) {
            if (maxTokens <= 0) {
                throw new IllegalArgumentException("maxTokens must be positive, was " + maxTokens);
            }
            this.maxTokens = maxTokens;
            return this;
        }

        /** The temperature, from 0 to 1. Defaults to what the model takes by itself. */
        public Builder temperature(double temperature) {
            if (!(temperature >= 0 && temperature <= 1)) {
                throw new IllegalArgumentException("temperature must be from 0 to 1, was " + temperature);
            }
            this.temperature = temperature;
            return this;
        }

        /** Estimates tokens. Defaults to {@link TokenEstimator#fourCharacters()}. */
        public Builder estimator(TokenEstimator estimator) {
            this.estimator = requireNonNull(estimator, "estimator");
            return this;
        }

        /** The chat. */
        public DocumentChat build() {
            return new DocumentChat(this);
        }
    }
}
