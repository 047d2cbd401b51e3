package io.aiprism.testkit.model;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A script as a provider, to hold to {@link ModelBackendContract} what wraps a backend:
 *
 * {@snippet :
 * final class AcmeDecoratorTest implements ModelBackendContract {
 *     public ModelProvider openProvider() {
 *         return new ScriptedProvider(AcmeDecorator::new);
 *     }
 * }
 * }
 */
public final class ScriptedProvider implements ModelProvider {
    private static final int PART = 20;

    private final Set<ProviderCapability> capabilities;
    private final ScriptedBackend script = new ScriptedBackend("scripted").deadlinesBy(InstantSource.system());
    private final ModelBackend backend;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inFlight;

    /** With everything that a provider can do, and this around its backend, which closes it. */
    public ScriptedProvider(UnaryOperator<ModelBackend> around) {
        this(EnumSet.allOf(ProviderCapability.class), around);
    }

    /** With some of what a provider can do, and this around its backend, which closes it. */
    public ScriptedProvider(Set<ProviderCapability> capabilities, UnaryOperator<ModelBackend> around) {
        this.capabilities = Set.copyOf(capabilities);
        this.backend = requireNonNull(around.apply(script), "backend");
        if (capabilities.contains(ProviderCapability.TOKEN_COUNT)) {
            script.counting(ScriptedProvider::tokens);
        }
    }

    @Override
    public ModelBackend backend() {
        return backend;
    }

    @Override
    public void then(ProviderAnswer answer) {
        switch (answer) {
            case ProviderAnswer.Message(var content, var stopReason, var usage) ->
                say(request -> script.response("", stopReason, usage).withContent(content));
            case ProviderAnswer.Failure(var kind, var retryAfter) ->
                script.then(request -> {
                    throw failure(kind, retryAfter);
                });
            case ProviderAnswer.Nothing nothing -> script.thenFail(Kind.INVALID_RESPONSE);
            case ProviderAnswer.Never never -> script.then(this::never);
            case ProviderAnswer.BreaksOff(var text) -> begin(text, request -> fail(Kind.RESPONSE_CUT_OFF));
            case ProviderAnswer.FailsLate(var text, var kind) -> begin(text, request -> fail(kind));
            case ProviderAnswer.Stalls(var text) -> begin(text, this::never);
        }
    }

    @Override
    public void thenEcho() {
        ScriptedBackend.Answer echo = request -> {
            String text = String.join("\n", texts(request));
            return script.response(text, StopReason.END_TURN, TokenUsage.of(tokens(request), tokens(text)));
        };
        if (streams()) {
            script.otherwiseStream((request, listener) -> inParts(echo.to(request), listener));
        } else {
            script.otherwise(echo);
        }
    }

    @Override
    public Set<ProviderCapability> capabilities() {
        return capabilities;
    }

    @Override
    public Set<Kind> failures() {
        return EnumSet.complementOf(EnumSet.of(
                Kind.DEADLINE_EXCEEDED,
                Kind.BUDGET_EXCEEDED,
                Kind.CIRCUIT_OPEN,
                Kind.PENDING,
                Kind.UNSUPPORTED_FEATURE));
    }

    @Override
    public Set<StopReason> stopReasons() {
        return EnumSet.allOf(StopReason.class);
    }

    @Override
    public int calls() {
        return script.requests().size();
    }

    @Override
    public void awaitInFlight(int count) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight != count) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        backend.close();
    }

    private boolean streams() {
        return capabilities.contains(ProviderCapability.STREAMING);
    }

    private void say(ScriptedBackend.Answer answer) {
        if (streams()) {
            script.thenStream((request, listener) -> inParts(answer.to(request), listener));
        } else {
            script.then(answer);
        }
    }

    private void begin(String text, ScriptedBackend.Answer end) {
        if (streams()) {
            script.thenStream((request, listener) -> {
                listener.text(text.substring(0, PART));
                return end.to(request);
            });
        } else {
            script.then(end);
        }
    }

    private static ModelResponse inParts(ModelResponse response, ModelStreamListener listener) {
        String text = response.text();
        for (int start = 0; start < text.length(); start += PART) {
            listener.text(text.substring(start, Math.min(text.length(), start + PART)));
        }
        return response;
    }

    private ModelResponse fail(Kind kind) throws ModelException {
        throw script.failure(kind);
    }

    private ModelException failure(Kind kind, Optional<Duration> retryAfter) {
        return script.failure(kind).toBuilder()
                .retryAfter(retryAfter.orElse(null))
                .build();
    }

    /** Waits for the deadline, if there is one, or to be interrupted. */
    private ModelResponse never(ModelRequest request) throws ModelException, InterruptedException {
        lock.lockInterruptibly();
        try {
            inFlight++;
            changed.signalAll();
            try {
                awaitEnd(request.context());
            } finally {
                inFlight--;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return fail(Kind.DEADLINE_EXCEEDED);
    }

    private void awaitEnd(CallContext context) throws InterruptedException {
        Instant end = context.deadline().orElse(Instant.MAX);
        for (Instant now = Instant.now(); now.isBefore(end); now = Instant.now()) {
            long left = end.equals(Instant.MAX)
                    ? Long.MAX_VALUE
                    : Duration.between(now, end).toNanos();
            // Woken for whatever reason: the loop looks at the time.
            changed.awaitNanos(left);
        }
    }

    private static List<String> texts(ModelRequest request) {
        List<ContentBlock> blocks = new ArrayList<>(request.system());
        for (Message message : request.messages()) {
            blocks.addAll(message.content());
        }
        return blocks.stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .toList();
    }

    private static long tokens(ModelRequest request) {
        return texts(request).stream().mapToLong(ScriptedProvider::tokens).sum();
    }

    private static long tokens(String text) {
        return (text.length() + 3L) / 4;
    }
}
