package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.fail;

import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A backend under test, and threads that call it and end with the test. */
final class ModelFixture implements AutoCloseable {
    /** Long enough to come in several parts. */
    static final String TEXT = "A text that is long enough to be sent in several parts of a stream.";

    static final TokenUsage USAGE = TokenUsage.of(7, 20);

    final ModelProvider provider;
    final ModelBackend backend;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** A call in a thread of its own. */
    record Running<T>(Thread thread, FutureTask<T> result, Duration patience) {
        T get() throws InterruptedException, ExecutionException {
            try {
                return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return fail("the call has not ended after " + patience);
            }
        }
    }

    private ModelFixture(ModelProvider provider) {
        this.provider = provider;
        this.backend = provider.backend();
    }

    static ModelFixture open(ModelContractPart part) {
        return new ModelFixture(part.openProvider());
    }

    static ModelRequest request(String text) {
        return ModelRequest.builder(text, 100).build();
    }

    static ModelRequest until(Instant deadline) {
        return ModelRequest.builder("Hello", 100)
                .context(CallContext.NONE.withDeadline(deadline))
                .build();
    }

    static ProviderAnswer text(String text) {
        return message(StopReason.END_TURN, new ContentBlock.Text(text));
    }

    static ProviderAnswer message(StopReason stopReason, ContentBlock... content) {
        return new ProviderAnswer.Message(List.of(content), stopReason, USAGE);
    }

    static ProviderAnswer failure(ModelException.Kind kind) {
        return new ProviderAnswer.Failure(kind, Optional.empty());
    }

    boolean can(ProviderCapability capability) {
        return provider.capabilities().contains(capability);
    }

    /** The failure that a call ends with. */
    ModelException failureOf(CallWay way, ModelRequest request) throws InterruptedException {
        ModelResponse response;
        try {
            response = way.call(backend, request);
        } catch (ModelException e) {
            return e;
        }
        return fail("expected a failure but got " + response);
    }

    <T> Running<T> inThread(Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread thread = Thread.ofVirtual().unstarted(task);
        threads.add(thread);
        thread.start();
        return new Running<>(thread, task, provider.patience());
    }

    /** Waits until exactly so many calls are with the provider. */
    void awaitInFlight(int count) throws InterruptedException {
        Running<Boolean> waiting = inThread(() -> {
            provider.awaitInFlight(count);
            return true;
        });
        try {
            waiting.get();
        } catch (ExecutionException e) {
            fail("the provider cannot tell how many calls are in flight", e);
        } catch (AssertionError e) {
            throw new AssertionError("there are not %d calls with the provider".formatted(count), e);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        provider.close();
    }
}
