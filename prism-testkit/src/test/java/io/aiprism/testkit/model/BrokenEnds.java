package io.aiprism.testkit.model;

import static io.aiprism.testkit.model.BrokenBackend.around;
import static io.aiprism.testkit.model.BrokenBackend.streaming;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Backends that do not end, or not as they should, and that get in each other's way. */
final class BrokenEnds {
    private BrokenEnds() {}

    static List<BrokenBackend> all() {
        return List.of(
                around(
                        "makes a failure of an interrupt",
                        "an_interrupt_ends_a_call_and_the_provider_sees_it_end",
                        (request, intact) -> {
                            try {
                                return intact.make(request);
                            } catch (InterruptedException e) {
                                throw ModelException.of(Kind.NO_RESPONSE, "interrupted");
                            }
                        }),
                around(
                        "leaves the provider at work when it is interrupted",
                        "an_interrupt_ends_a_call_and_the_provider_sees_it_end",
                        BrokenEnds::elsewhere),
                streaming(
                        "cannot be interrupted while it streams",
                        "an_interrupt_ends_a_stream_that_has_begun",
                        (intact, request, listener) -> {
                            try {
                                return intact.stream(request, listener);
                            } catch (InterruptedException e) {
                                return intact.stream(request, listener);
                            }
                        }),
                around(
                        "forgets that it was interrupted",
                        "a_thread_that_was_interrupted_before_gets_no_answer",
                        (request, intact) -> {
                            boolean unused = Thread.interrupted();
                            return intact.make(request);
                        }),
                around(
                        "minds no deadline",
                        "a_deadline_that_has_passed_makes_no_call",
                        (request, intact) -> intact.make(
                                request.toBuilder().context(CallContext.NONE).build())),
                around(
                        "minds the deadline before the call only",
                        "a_deadline_ends_a_call_that_waits",
                        (request, intact) -> intact.make(
                                request.toBuilder().context(CallContext.NONE).build())),
                around(
                        "takes any deadline for passed",
                        "a_deadline_that_is_far_changes_nothing",
                        (request, intact) -> {
                            if (request.context().deadline().isPresent()) {
                                throw ModelException.of(Kind.DEADLINE_EXCEEDED, "there is a deadline");
                            }
                            return intact.make(request);
                        }),
                new BrokenBackend(
                        "gives a caller the answer to another request",
                        "calls_of_many_threads_do_not_mix",
                        Mixing::new),
                new BrokenBackend(
                        "makes one call at a time", "a_call_does_not_wait_for_those_of_others", Queueing::new),
                new BrokenBackend(
                        "asks the model to take its leave",
                        "closing_is_harmless_when_repeated_and_asks_nobody",
                        Parting::new),
                new BrokenBackend(
                        "goes on when it is closed", "a_closed_backend_refuses_calls", NeverClosing::new));
    }

    private static ModelResponse elsewhere(ModelRequest request, BrokenBackend.Call intact)
            throws ModelException, InterruptedException {
        var call = new FutureTask<>(() -> intact.make(request));
        Thread.ofVirtual().start(call);
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private static final class Mixing extends ForwardingBackend {
        private final AtomicReference<ModelResponse> kept = new AtomicReference<>();

        Mixing(ModelBackend backend) {
            super(backend);
        }

        @Override
        public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
            ModelResponse own = backend.send(request);
            ModelResponse other = kept.getAndSet(own);
            return other == null ? own : other;
        }
    }

    private static final class Queueing extends ForwardingBackend {
        private final ReentrantLock lock = new ReentrantLock();

        Queueing(ModelBackend backend) {
            super(backend);
        }

        @Override
        public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
            lock.lockInterruptibly();
            try {
                return backend.send(request);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                throws ModelException, InterruptedException {
            lock.lockInterruptibly();
            try {
                return backend.stream(request, listener);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Parting extends ForwardingBackend {
        Parting(ModelBackend backend) {
            super(backend);
        }

        @Override
        public void close() {
            try {
                backend.send(ModelRequest.builder("Goodbye", 1).build());
            } catch (ModelException | InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                backend.close();
            }
        }
    }

    private static final class NeverClosing extends ForwardingBackend {
        NeverClosing(ModelBackend backend) {
            super(backend);
        }

        @Override
        public void close() {}
    }
}
