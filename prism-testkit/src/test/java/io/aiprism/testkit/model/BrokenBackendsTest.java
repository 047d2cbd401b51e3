package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract catches backends that are broken. */
@Timeout(30)
final class BrokenBackendsTest {
    @Test
    void that_forget_the_attempt() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                return inner.send(request).withAttempts(List.of());
            }
        });
        assertCaught(() -> contract.an_answer_is_complete_with_usage_stop_reason_and_one_attempt(CallWay.SEND));
    }

    @Test
    void that_repeat_a_failed_call() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                try {
                    return inner.send(request);
                } catch (ModelException e) {
                    return inner.send(request);
                }
            }
        });
        assertCaught(() ->
                contract.each_failure_has_its_kind_its_target_and_one_attempt_and_is_not_repeated(CallWay.STREAM));
    }

    @Test
    void that_take_a_cut_answer_for_a_failure() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                ModelResponse response = inner.send(request);
                if (response.stopReason().isTruncated()) {
                    throw ModelException.of(Kind.RESPONSE_CUT_OFF, "cut");
                }
                return response;
            }
        });
        assertThatThrownBy(() -> contract.an_answer_that_was_cut_at_the_maximum_is_no_error(CallWay.SEND))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void that_give_an_empty_answer_for_none() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws InterruptedException {
                try {
                    return inner.send(request);
                } catch (ModelException e) {
                    return new ScriptedBackend("empty")
                            .response("", StopReason.UNKNOWN, TokenUsage.NONE);
                }
            }
        });
        assertCaught(() -> contract.an_empty_answer_is_an_invalid_response(CallWay.SEND));
    }

    @Test
    void that_make_an_interrupt_a_failure() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException {
                try {
                    return inner.send(request);
                } catch (InterruptedException e) {
                    throw ModelException.of(Kind.NO_RESPONSE, "interrupted");
                }
            }
        });
        assertCaught(
                () -> contract.an_interrupt_ends_a_call_that_waits_and_the_provider_sees_it_end(CallWay.SEND));
    }

    @Test
    void that_mind_no_deadline() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                return inner.send(request.toBuilder()
                        .context(CallContext.NONE)
                        .build());
            }
        });
        assertCaught(() -> contract.a_deadline_that_has_passed_makes_no_call(CallWay.STREAM));
    }

    @Test
    void that_stream_a_part_twice() {
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                    throws ModelException, InterruptedException {
                return inner.stream(request, part -> {
                    listener.text(part);
                    listener.text(part);
                });
            }
        });
        assertCaught(() -> contract.the_text_is_that_of_all_blocks_in_order(CallWay.STREAM));
    }

    @Test
    void that_give_a_caller_the_answer_to_another_request() {
        var kept = new AtomicReference<ModelResponse>();
        ModelBackendContract contract = of(backend -> new Broken(backend) {
            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                ModelResponse own = inner.send(request);
                ModelResponse other = kept.getAndSet(own);
                return other == null ? own : other;
            }
        });
        assertCaught(() -> contract.calls_of_many_threads_do_not_mix(CallWay.SEND));
    }

    private static void assertCaught(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class);
    }

    private static ModelBackendContract of(UnaryOperator<ModelBackend> breaking) {
        return () -> new BrokenProvider(new ScriptedProvider(), breaking);
    }

    private static class Broken implements ModelBackend {
        final ModelBackend inner;

        Broken(ModelBackend inner) {
            this.inner = inner;
        }

        @Override
        public ModelTarget target() {
            return inner.target();
        }

        @Override
        public ModelProfile profile() {
            return inner.profile();
        }

        @Override
        public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
            return inner.send(request);
        }
    }

    private record BrokenProvider(ScriptedProvider intact, UnaryOperator<ModelBackend> breaking)
            implements ModelProvider {
        @Override
        public ModelBackend backend() {
            return breaking.apply(intact.backend());
        }

        @Override
        public void then(ProviderAnswer answer) {
            intact.then(answer);
        }

        @Override
        public void thenEcho() {
            intact.thenEcho();
        }

        @Override
        public Set<Kind> failures() {
            return intact.failures();
        }

        @Override
        public int calls() {
            return intact.calls();
        }

        @Override
        public void awaitInFlight(int count) throws InterruptedException {
            intact.awaitInFlight(count);
        }

        @Override
        public void close() {
            intact.close();
        }
    }
}
