package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.bedrock.testkit.RecordedCall.Ending;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * What the fake does with a request, in Bedrock's order: who is asking, is the request well formed, does the model take it,
 * is there quota, and only then the answer. Thread-safe.
 */
final class BedrockService implements LoopbackServer.Handler {
    private static final BedrockError INVALID_MODEL =
            BedrockError.validation("The provided model identifier is invalid.");
    private static final BedrockError NO_TOKEN_COUNT =
            BedrockError.validation("The provided model doesn't support counting tokens.");

    private final CallLog log;
    private final ServerTime time;
    private final RandomGenerator random;
    private final Authenticator authenticator;
    private final Models models;
    private final AnswerScript script;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    BedrockService(
            CallLog log,
            ServerTime time,
            RandomGenerator random,
            Authenticator authenticator,
            Models models,
            AnswerScript script) {
        this.log = log;
        this.time = time;
        this.random = random;
        this.authenticator = authenticator;
        this.models = models;
        this.script = script;
    }

    /** What answerers have thrown. */
    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void handle(HttpRequest request, HttpWriter out) throws IOException, InterruptedException {
        Route route = Route.of(request);
        CallEntry entry = log.received(route, request);
        AnswerWriter writer = new AnswerWriter(entry, log, out, time);
        try {
            serve(request, route, entry, writer);
        } catch (RuntimeException | Error e) {
            failures.add(e);
            writer.failed(e);
        } finally {
            log.ended(entry, Ending.GONE);
        }
    }

    private void serve(HttpRequest request, Route route, CallEntry entry, AnswerWriter writer)
            throws IOException, InterruptedException {
        Optional<Authenticator.Intruder> intruder = authenticator.refuse(request);
        if (intruder.isPresent()) {
            writer.error(intruder.get().error(), intruder.get().messageMember());
            return;
        }
        switch (route.operation()) {
            case CONVERSE, CONVERSE_STREAM -> converse(request, route, entry, writer);
            case COUNT_TOKENS -> countTokens(request, route, writer);
            case INVOKE_MODEL, INVOKE_MODEL_WITH_RESPONSE_STREAM ->
                writer.error(BedrockError.validation(
                        "the fake does not support InvokeModel; it has Converse, ConverseStream and CountTokens"));
            case UNKNOWN ->
                writer.error(new BedrockError(
                        404,
                        "UnknownOperationException",
                        "the fake does not know " + request.method() + " " + request.rawPath()));
        }
    }

    private void countTokens(HttpRequest request, Route route, AnswerWriter writer) throws IOException {
        switch (RequestReader.read(request, ConverseShapes.COUNT_TOKENS)) {
            case RequestReader.Refused(var error) -> writer.error(error);
            case RequestReader.Accepted(var body) -> {
                Optional<ModelState> model = models.find(route.modelId());
                if (model.isEmpty()) {
                    writer.error(INVALID_MODEL);
                } else if (!model.get().model().countsTokens()) {
                    writer.error(NO_TOKEN_COUNT);
                } else {
                    writer.json(Json.object()
                            .put("inputTokens", TokenCounter.countRequest(route.modelId(), body.path("input"))));
                }
            }
        }
    }

    private void converse(HttpRequest request, Route route, CallEntry entry, AnswerWriter writer)
            throws IOException, InterruptedException {
        boolean stream = route.operation() == Operation.CONVERSE_STREAM;
        switch (RequestReader.read(request, stream ? ConverseShapes.CONVERSE_STREAM : ConverseShapes.CONVERSE)) {
            case RequestReader.Refused(var error) -> writer.error(error);
            case RequestReader.Accepted(var body) -> {
                Optional<BedrockError> error = ConverseRules.check(body);
                if (error.isPresent()) {
                    writer.error(error.get());
                } else {
                    converse(request, body, route, entry, writer);
                }
            }
        }
    }

    private void converse(HttpRequest request, JsonNode body, Route route, CallEntry entry, AnswerWriter writer)
            throws IOException, InterruptedException {
        Optional<ModelState> model = models.find(route.modelId());
        if (model.isEmpty()) {
            writer.error(INVALID_MODEL);
            return;
        }
        ConverseCall call = new ConverseCall(
                entry.number(), route, entry.invocationId(), entry.attempt(), request.bodyText(), body);
        for (Refusal refusal : model.get().model().refusals()) {
            Optional<BedrockError> error = refusal.of(call);
            if (error.isPresent()) {
                writer.error(error.get());
                return;
            }
        }
        int maxTokens = call.maxTokens().orElse(model.get().model().defaultMaxTokens());
        switch (model.get().admit(Prompt.of(route.modelId(), body), maxTokens)) {
            case ModelState.Gate.Closed(var error) -> writer.error(error);
            case ModelState.Gate.Open(var admission) -> admitted(call, model.get(), admission, writer);
        }
    }

    private void admitted(ConverseCall call, ModelState model, ModelState.Admission admission, AnswerWriter writer)
            throws IOException, InterruptedException {
        TokenUsage used = TokenUsage.NONE;
        // Settled before the client can know that the call has ended, so that its next one finds what is left.
        try {
            Answer answer = answer(call, model);
            Duration latency = latency(answer);
            if (answer.fault() instanceof Fault.Never) {
                writer.never();
                return;
            }
            time.sleep(latency);
            Optional<BedrockError> error = error(call, answer);
            if (error.isPresent()) {
                admission.settle(TokenUsage.NONE);
                writer.error(error.get(), answer.headers(), answer.fault());
            } else if (answer.raw().isPresent()) {
                admission.settle(TokenUsage.NONE);
                writer.raw(answer.raw().get(), answer.headers(), answer.fault());
            } else {
                Reply reply = Replies.of(call, answer, admission, model.model(), latency);
                // Whoever hangs up pays all the same.
                used = reply.usage();
                admission.started();
                if (call.operation() == Operation.CONVERSE) {
                    admission.settle(used);
                    writer.converse(reply);
                } else {
                    writer.stream(reply, () -> admission.settle(reply.usage()));
                }
            }
        } finally {
            admission.settle(used);
        }
    }

    private Answer answer(ConverseCall call, ModelState model) throws InterruptedException {
        Optional<Answerer> answerer = model.script().take().or(script::take);
        return answerer.isPresent()
                ? answerer.get().answer(call)
                : Answer.error(BedrockError.validation("the script has no answer to call number %d, for model %s"
                        .formatted(call.number(), call.modelId())));
    }

    private Duration latency(Answer answer) {
        synchronized (random) {
            return answer.latency().next(random);
        }
    }

    /** An exception in a stream is an error where nothing is streamed. */
    private static Optional<BedrockError> error(ConverseCall call, Answer answer) {
        if (call.operation() == Operation.CONVERSE
                && answer.fault() instanceof Fault.FailsAfter(var deltas, var type, var error)) {
            return Optional.of(error);
        }
        return answer.error();
    }
}
