package io.aiprism.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.GuardrailOutcome;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.task.ContextCarrier;
import io.aiprism.task.Registration;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class CachingBackendTest {
    private final ManualClock clock = new ManualClock();
    private final ScriptedBackend model = new ScriptedBackend("model-a");
    private final AnswerCache cache = InMemoryAnswerCache.builder().clock(clock).build();
    private final Queue<TokenUsage> saved = new ConcurrentLinkedQueue<>();
    private final CachingBackend backend = caching(model);

    /** A caller on a thread of its own. */
    private record Caller(Thread thread, Future<ModelResponse> response) {}

    @Test
    void what_was_asked_before_is_answered_without_a_call_and_costs_nothing() throws Exception {
        model.thenText("fine");
        ModelResponse first = backend.send(request("k"));
        ModelResponse second = backend.send(request("k"));

        assertThat(model.requests()).hasSize(1);
        assertThat(first.attempts()).hasSize(1);
        assertThat(second.text()).isEqualTo("fine");
        assertThat(second.attempts()).isEmpty();
        assertThat(second.usage()).isEqualTo(TokenUsage.NONE);
        assertThat(saved).containsExactly(first.usage());
    }

    @Test
    void a_request_without_a_key_goes_straight_through() throws Exception {
        model.thenText("one").thenText("two");
        ModelRequest request = ModelRequest.builder("text", 100).build();

        assertThat(backend.send(request).text()).isEqualTo("one");
        assertThat(backend.send(request).text()).isEqualTo("two");
    }

    @Test
    void every_parameter_that_changes_an_answer_makes_another_key() throws Exception {
        model.otherwise(request -> model.response("{}", StopReason.END_TURN));
        List<UnaryOperator<ModelRequest.Builder>> changes = List.of(
                builder -> builder,
                builder -> builder.cacheKey("other"),
                builder -> builder.maxTokens(101),
                builder -> builder.temperature(0.5),
                builder -> builder.topP(0.5),
                builder -> builder.reasoningTokens(OptionalInt.of(50)),
                builder -> builder.stopSequences(List.of("ab", "c")),
                builder -> builder.stopSequences(List.of("a", "bc")),
                builder -> builder.output(new OutputSchema("o", "", "{}")),
                builder -> builder.output(new OutputSchema("o", "", "{\"type\":\"object\"}")));
        for (int round = 0; round < 2; round++) {
            for (UnaryOperator<ModelRequest.Builder> change : changes) {
                backend.send(change.apply(request("k").toBuilder()).build());
            }
        }

        assertThat(model.requests()).hasSize(changes.size());
    }

    @Test
    void an_answer_is_good_for_other_reviews_and_deadlines() throws Exception {
        model.thenText("fine");
        backend.send(request("k", context("review-1")));
        backend.send(request("k", context("review-2").withDeadline(clock.now().plusSeconds(1))));

        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void models_do_not_share_answers_and_regions_do_unless_asked() throws Exception {
        List<ScriptedBackend> models = List.of(in("m", "us-east-1"), in("m", "us-west-2"), in("n", "us-east-1"));
        for (ScriptedBackend each : models) {
            each.otherwise(request -> each.response("any", StopReason.END_TURN));
            caching(each).send(request("k"));
        }
        assertThat(models.stream().map(each -> each.requests().size())).containsExactly(1, 0, 1);

        for (ScriptedBackend each : models) {
            CachingBackend.builder(each, cache).perRegion(true).build().send(request("k"));
        }
        assertThat(models.stream().map(each -> each.requests().size())).containsExactly(2, 1, 2);
    }

    @Test
    void only_complete_answers_are_kept() throws Exception {
        model.then(request -> model.response("cut", StopReason.MAX_TOKENS))
                .then(request -> model.response("filtered", StopReason.CONTENT_FILTERED))
                .then(request -> guarded(model.response("masked", StopReason.END_TURN)))
                .then(request -> answerOf(new ScriptedBackend("another-model")))
                .thenText("whole");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            texts.add(backend.send(request("k")).text());
        }

        assertThat(texts).containsExactly("cut", "filtered", "masked", "from another model", "whole", "whole");
    }

    @Test
    void a_failure_is_not_kept() throws Exception {
        model.thenFail(ModelException.Kind.THROTTLED).thenText("fine");

        assertThatThrownBy(() -> backend.send(request("k"))).isInstanceOf(ModelException.class);
        assertThat(backend.send(request("k")).text()).isEqualTo("fine");
    }

    @Test
    void a_kept_answer_that_cannot_be_read_is_asked_for_again() throws Exception {
        model.thenText("fine").thenText("fine again");
        backend.send(request("k"));
        String key = new AnswerKeys(model.target(), false).of(request("k")).orElseThrow();
        cache.put(key, "{\"version\":99}".getBytes(StandardCharsets.UTF_8));

        assertThat(backend.send(request("k")).text()).isEqualTo("fine again");
    }

    @Test
    void a_cache_that_throws_is_no_reason_to_fail() throws Exception {
        AnswerCache broken = new AnswerCache() {
            @Override
            public Optional<byte[]> get(String key) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void put(String key, byte[] answer) {
                throw new IllegalStateException("broken");
            }
        };
        model.thenText("fine");

        assertThat(CachingBackend.builder(model, broken)
                        .build()
                        .send(request("k"))
                        .text())
                .isEqualTo("fine");
    }

    @Test
    void callers_who_ask_the_same_at_once_share_one_call_and_one_of_them_reports_it() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        model.then(request -> after(answer, "fine"));
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(caller(request("k", untilLater())));
        }
        until(() -> clock.scheduled() == 100);
        answer.countDown();

        int reported = 0;
        for (Caller caller : callers) {
            ModelResponse response = caller.response().get();
            assertThat(response.text()).isEqualTo("fine");
            reported += response.attempts().size();
        }
        assertThat(reported).isEqualTo(1);
        assertThat(saved).hasSize(99);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void a_caller_who_is_interrupted_leaves_alone_even_if_the_call_was_begun_for_it() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        model.then(request -> {
            called.countDown();
            return after(answer, "fine");
        });
        Caller first = caller(request("k", untilLater()));
        called.await();
        Caller second = caller(request("k", untilLater()));
        until(() -> clock.scheduled() == 2);
        first.thread().interrupt();
        assertThatThrownBy(() -> first.response().get()).hasCauseInstanceOf(InterruptedException.class);
        answer.countDown();

        ModelResponse response = second.response().get();
        assertThat(response.text()).isEqualTo("fine");
        assertThat(response.attempts()).as("reported by the one who is left").hasSize(1);
        assertThat(saved).isEmpty();
    }

    @Test
    void a_deadline_ends_only_the_wait_of_its_caller() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        model.then(request -> {
            called.countDown();
            return after(answer, "fine");
        });
        Caller patient = caller(request("k", untilLater()));
        called.await();
        Caller hasty =
                caller(request("k", CallContext.NONE.withDeadline(clock.now().plusSeconds(5))));
        until(() -> clock.scheduled() == 2);
        clock.advance(Duration.ofSeconds(5));

        assertFailure(hasty, ModelException.Kind.DEADLINE_EXCEEDED);
        answer.countDown();
        assertThat(patient.response().get().text()).isEqualTo("fine");
    }

    @Test
    void the_call_is_interrupted_when_the_last_caller_has_gone_and_the_next_one_begins_anew() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        model.then(request -> {
                    called.countDown();
                    try {
                        return after(new CountDownLatch(1), "never");
                    } catch (InterruptedException e) {
                        aborted.countDown();
                        throw e;
                    }
                })
                .thenText("fine");
        Caller first = caller(request("k", untilLater()));
        called.await();
        Caller second = caller(request("k", untilLater()));
        until(() -> clock.scheduled() == 2);
        first.thread().interrupt();
        assertThatThrownBy(() -> first.response().get()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(aborted.getCount()).isEqualTo(1);
        second.thread().interrupt();

        aborted.await();
        assertThat(backend.send(request("k")).text()).isEqualTo("fine");
    }

    @Test
    void callers_come_and_go_and_everyone_who_stays_is_answered() throws Exception {
        model.otherwise(request -> model.response("fine", StopReason.MAX_TOKENS));
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Caller caller = caller(request("key-" + i % 7, untilLater()));
            if (i % 2 == 0) {
                caller.thread().interrupt();
            }
            callers.add(caller);
        }

        int reported = 0;
        for (int i = 0; i < callers.size(); i++) {
            try {
                reported += callers.get(i).response().get().attempts().size();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(InterruptedException.class);
                assertThat(i % 2).as("only who was interrupted").isZero();
            }
        }
        assertThat(reported).isPositive().isLessThanOrEqualTo(model.requests().size());
        assertThat(clock.scheduled()).as("no timer is left").isZero();
    }

    @Test
    void a_failure_reaches_all_as_their_own_exception_and_one_of_them_has_the_attempts() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        model.then(request -> {
            answer.await();
            throw model.failure(ModelException.Kind.MODEL_ERROR);
        });
        List<Caller> callers = List.of(
                caller(request("k", untilLater())),
                caller(request("k", untilLater())),
                caller(request("k", untilLater())));
        until(() -> clock.scheduled() == 3);
        answer.countDown();

        List<ModelException> failures = new ArrayList<>();
        for (Caller caller : callers) {
            failures.add(assertFailure(caller, ModelException.Kind.MODEL_ERROR));
        }
        assertThat(failures).doesNotHaveDuplicates();
        assertThat(failures.stream().mapToInt(failure -> failure.attempts().size()))
                .containsExactlyInAnyOrder(1, 0, 0);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void what_no_backend_should_throw_reaches_all() throws Exception {
        model.then(request -> {
            throw new AssertionError("a bug");
        });

        assertThatThrownBy(() -> backend.send(request("k")))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a bug");
    }

    @Test
    void the_deadline_and_the_budget_of_who_began_a_call_do_not_count_for_the_others() throws Exception {
        for (ModelException.Kind kind :
                List.of(ModelException.Kind.DEADLINE_EXCEEDED, ModelException.Kind.BUDGET_EXCEEDED)) {
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            model.then(request -> {
                        called.countDown();
                        answer.await();
                        throw model.failure(kind);
                    })
                    .thenText("fine");
            Caller first = caller(request(
                    kind.name(), context("poor").withDeadline(clock.now().plusSeconds(60))));
            called.await();
            Caller second = caller(request(
                    kind.name(), context("rich").withDeadline(clock.now().plusSeconds(90))));
            until(() -> clock.scheduled() == 2);
            answer.countDown();

            assertFailure(first, kind);
            assertThat(second.response().get().text()).isEqualTo("fine");
        }
    }

    @Test
    void mdc_and_carried_context_reach_the_call() throws Exception {
        ThreadLocal<String> trace = new ThreadLocal<>();
        ContextCarrier carrier = new ContextCarrier() {
            @Override
            public Map<String, String> capture() {
                return Map.of("trace", trace.get());
            }

            @Override
            public Registration restore(Map<String, String> context) {
                trace.set(context.get("trace"));
                return trace::remove;
            }
        };
        List<String> seen = new ArrayList<>();
        model.then(request -> {
            seen.add(MDC.get("review") + " " + trace.get());
            return model.response("fine", StopReason.END_TURN);
        });
        CachingBackend carrying =
                CachingBackend.builder(model, cache).contextCarriers(carrier).build();
        MDC.put("review", "r1");
        trace.set("t1");
        try {
            carrying.send(request("k"));
        } finally {
            MDC.clear();
            trace.remove();
        }

        assertThat(seen).containsExactly("r1 t1");
    }

    @Test
    void a_kept_answer_is_handed_out_to_a_stream_at_once() throws Exception {
        model.thenText("fine");
        List<String> heard = new ArrayList<>();
        ModelResponse first = backend.stream(request("k"), heard::add);
        ModelResponse second = backend.stream(request("k"), heard::add);

        assertThat(heard).containsExactly("fine", "fine");
        assertThat(first.attempts()).hasSize(1);
        assertThat(second.attempts()).isEmpty();
        assertThat(backend.send(request("k")).attempts()).isEmpty();
    }

    @Test
    void a_stream_joins_a_call_that_is_under_way() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        model.then(request -> {
            called.countDown();
            return after(answer, "fine");
        });
        Caller first = caller(request("k", untilLater()));
        called.await();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        var streaming = new FutureTask<>(() -> backend.stream(request("k", untilLater()), heard::add));
        Thread.ofVirtual().start(streaming);
        until(() -> clock.scheduled() == 2);
        answer.countDown();

        assertThat(streaming.get().text()).isEqualTo("fine");
        assertThat(heard).containsExactly("fine");
        assertThat(first.response().get().attempts()).hasSize(1);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void it_closes_the_backend_and_not_the_cache() throws Exception {
        model.thenText("fine");
        backend.send(request("k"));
        backend.close();

        assertThat(model.isClosed()).isTrue();
        assertThat(((InMemoryAnswerCache) cache).size()).isEqualTo(1);
    }

    private CachingBackend caching(ScriptedBackend asked) {
        return CachingBackend.builder(asked, cache)
                .clock(clock)
                .listener((request, answer, profile) -> saved.add(answer.usage()))
                .build();
    }

    private Caller caller(ModelRequest request) {
        var response = new FutureTask<>(() -> backend.send(request));
        return new Caller(Thread.ofVirtual().start(response), response);
    }

    private CallContext untilLater() {
        return CallContext.NONE.withDeadline(clock.now().plusSeconds(60));
    }

    private ModelResponse after(CountDownLatch latch, String text) throws InterruptedException {
        latch.await();
        return model.response(text, StopReason.END_TURN);
    }

    private static ModelException assertFailure(Caller caller, ModelException.Kind kind) throws InterruptedException {
        try {
            throw new AssertionError("answered with " + caller.response().get());
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ModelException.class);
            ModelException failure = (ModelException) e.getCause();
            assertThat(failure.kind()).isEqualTo(kind);
            return failure;
        }
    }

    /** Lets other threads run until something holds; the test's timeout ends it otherwise. */
    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static ModelResponse guarded(ModelResponse response) {
        return new ModelResponse(
                response.target(),
                response.content(),
                response.stopReason(),
                response.providerStopReason(),
                response.usage(),
                response.serviceTier(),
                Optional.of(new GuardrailOutcome(true, List.of())),
                response.requestId(),
                response.attempts());
    }

    private static ModelResponse answerOf(ScriptedBackend other) {
        return other.response("", StopReason.END_TURN)
                .withContent(List.of(new ContentBlock.Text("from another model")));
    }

    private static ScriptedBackend in(String modelId, String region) {
        return new ScriptedBackend(
                new ModelTarget("scripted", modelId, Optional.of(region), Optional.empty()),
                ModelProfile.unknown(modelId));
    }

    private static CallContext context(String review) {
        return new CallContext("", Optional.of(review), Optional.empty(), Map.of());
    }

    private static ModelRequest request(String key) {
        return request(key, CallContext.NONE);
    }

    private static ModelRequest request(String key, CallContext context) {
        return ModelRequest.builder("text", 100).cacheKey(key).context(context).build();
    }
}
