package io.aiprism.testkit.model;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A script as a provider. */
final class ScriptedProvider implements ModelProvider {
    private final ScriptedBackend backend = new ScriptedBackend("scripted").deadlinesBy(InstantSource.system());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inFlight;

    @Override
    public ModelBackend backend() {
        return backend;
    }

    @Override
    public void then(ProviderAnswer answer) {
        switch (answer) {
            case ProviderAnswer.Texts(var texts, var stopReason) ->
                backend.then(request -> backend.response(String.join("", texts), stopReason)
                        .withContent(texts.stream()
                                .<ContentBlock>map(ContentBlock.Text::new)
                                .toList()));
            case ProviderAnswer.Failure(Kind kind) -> backend.thenFail(kind);
            case ProviderAnswer.Nothing nothing -> backend.thenFail(Kind.INVALID_RESPONSE);
            case ProviderAnswer.Never never -> backend.then(request -> wait(request));
        }
    }

    @Override
    public void thenEcho() {
        backend.otherwise(request -> backend.response(
                lastText(request.messages().getLast()), StopReason.END_TURN));
    }

    @Override
    public Set<Kind> failures() {
        return EnumSet.complementOf(EnumSet.of(Kind.DEADLINE_EXCEEDED, Kind.BUDGET_EXCEEDED, Kind.CIRCUIT_OPEN));
    }

    @Override
    public int calls() {
        return backend.requests().size();
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

    private ModelResponse wait(ModelRequest request) throws InterruptedException {
        inFlight(1);
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody answers " + request);
        } finally {
            inFlight(-1);
        }
    }

    private void inFlight(int change) {
        lock.lock();
        try {
            inFlight += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static String lastText(Message message) {
        List<String> texts = message.content().stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .toList();
        return texts.getLast();
    }
}
