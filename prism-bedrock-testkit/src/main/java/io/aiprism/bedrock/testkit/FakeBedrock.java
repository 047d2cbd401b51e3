package io.aiprism.bedrock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * An Amazon Bedrock that runs in a test: a server on a free port of the loopback interface, which speaks Bedrock Runtime so
 * that the AWS SDK and what is built on it work with it unchanged. Thread-safe.
 *
 * {@snippet file="io/aiprism/bedrock/testkit/Snippets.java" region="start"}
 *
 * <p>It has Converse, ConverseStream and CountTokens; answers as it is told to, wrong in every way that Bedrock is wrong, if
 * asked; holds requests to the shape that Bedrock documents; has quotas and a prompt cache; and remembers every attempt.
 *
 * <p>Tokens are counted by a simple rule: a token for each four characters, rounded up for each block. Of a text block the
 * text counts, of any other block and of a tool its compact JSON.
 */
public final class FakeBedrock implements AutoCloseable {
    /** The access key that a server accepts which was not told of others. */
    public static final String ACCESS_KEY_ID = "AKIAFAKEBEDROCK00000";

    /** The secret of {@link #ACCESS_KEY_ID}. */
    public static final String SECRET_ACCESS_KEY = "fake/secret/access/key/of/the/fake/Bedrock";

    /** The bearer token that a server accepts which was not told of others. */
    public static final String BEARER_TOKEN = "bedrock-api-key-of-the-fake";

    private final LoopbackServer server;
    private final BedrockService service;
    private final CallLog log;
    private final Models models;
    private final AnswerScript script;

    FakeBedrock(LoopbackServer server, BedrockService service, CallLog log, Models models, AnswerScript script) {
        this.server = server;
        this.service = service;
        this.log = log;
        this.models = models;
        this.script = script;
        server.start();
    }

    /** Starts a server with the defaults of {@link #builder()}. */
    public static FakeBedrock start() {
        return builder().start();
    }

    /** Begins a server. */
    public static FakeBedrockBuilder builder() {
        return new FakeBedrockBuilder();
    }

    /** Where clients find it, for their {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The answers for whatever no model's {@linkplain #model own script} answers. */
    public AnswerScript script() {
        return script;
    }

    /** Adds answers, each for one call: {@code script().then(answers)}. */
    public FakeBedrock then(Answer... answers) {
        script.then(answers);
        return this;
    }

    /** Adds the answer to one call: {@code script().then(answerer)}. */
    public FakeBedrock then(Answerer answerer) {
        script.then(answerer);
        return this;
    }

    /** Answers whatever comes after the script's end: {@code script().otherwise(answerer)}. */
    public FakeBedrock otherwise(Answerer answerer) {
        script.otherwise(answerer);
        return this;
    }

    /** Answers whatever comes after the script's end: {@code script().otherwise(answer)}. */
    public FakeBedrock otherwise(Answer answer) {
        script.otherwise(answer);
        return this;
    }

    /**
     * The answers of one model.
     *
     * @param modelId what clients call it by
     */
    public AnswerScript model(String modelId) {
        return models.get(modelId).script();
    }

    /** What is left of a model's tokens per minute now; empty if it has no such limit. */
    public OptionalLong tokensLeft(String modelId) {
        return models.get(modelId).tokensLeft();
    }

    /** Every request so far, each attempt for itself, in the order of arrival. */
    public List<RecordedCall> calls() {
        return log.calls();
    }

    /** The requests of one model. */
    public List<RecordedCall> calls(String modelId) {
        return log.calls().stream()
                .filter(call -> call.modelId().equals(modelId))
                .toList();
    }

    /** How many requests are being answered. */
    public int inFlight() {
        return log.inFlight();
    }

    /** Waits until as many requests have arrived since the start. */
    public void awaitCalls(int count) throws InterruptedException {
        log.awaitCalls(count);
    }

    /** Waits until exactly as many requests are being answered. */
    public void awaitInFlight(int count) throws InterruptedException {
        log.awaitInFlight(count);
    }

    /**
     * Closes the port and every connection, and waits for its threads.
     *
     * @throws AssertionError if an {@link Answerer} has thrown something
     */
    @Override
    public void close() {
        server.close();
        if (!service.failures().isEmpty()) {
            AssertionError error =
                    new AssertionError("an answerer threw", service.failures().getFirst());
            service.failures().stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }

    static LoopbackServer listen(int port, LoopbackServer.Handler handler) {
        try {
            return new LoopbackServer(port, handler);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d of the loopback interface cannot be had".formatted(port), e);
        }
    }
}
