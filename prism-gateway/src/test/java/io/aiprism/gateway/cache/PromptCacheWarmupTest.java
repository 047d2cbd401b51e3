package io.aiprism.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class PromptCacheWarmupTest {
    private static final TokenUsage WRITES = new TokenUsage(10, 0, 1_000, 0, 5);
    private static final TokenUsage READS = new TokenUsage(10, 1_000, 0, 0, 5);
    private static final TokenUsage NEITHER = TokenUsage.of(1_010, 5);

    private final ManualClock clock = new ManualClock();
    private final ScriptedBackend model = model(OptionalInt.of(1_000));
    private final ModelBackend backend = warming(model);
    private final CountDownLatch firstCalled = new CountDownLatch(1);
    private final CountDownLatch firstAnswers = new CountDownLatch(1);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** A caller on a thread of its own. */
    private record Caller(Thread thread, FutureTask<ModelResponse> response) {}

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger().detachAppender(log);
    }

    @Test
    void one_call_goes_first_and_the_others_when_it_has_answered() throws Exception {
        firstWaits().otherwise(request -> answer(READS));
        List<Caller> callers = new ArrayList<>(List.of(caller(4_000)));
        firstCalled.await();
        for (int i = 0; i < 20; i++) {
            callers.add(caller(4_000));
        }
        until(() -> clock.scheduled() == 20);
        assertThat(model.requests()).hasSize(1);

        firstAnswers.countDown();
        for (Caller caller : callers) {
            caller.response().get();
        }
        assertThat(model.requests()).hasSize(21);
        assertThat(log.list).isEmpty();
    }

    @Test
    void nobody_waits_for_a_prefix_that_is_too_short_or_has_no_cache_point_or_a_minimum_that_is_not_known()
            throws Exception {
        firstWaits().otherwise(request -> answer(NEITHER));
        Caller first = caller(3_996);
        firstCalled.await();
        backend.send(request(3_996));
        backend.send(ModelRequest.builder("text", 10).system("x".repeat(9_000)).build());
        firstAnswers.countDown();
        first.response().get();

        ScriptedBackend unknown = model(OptionalInt.empty());
        ModelBackend warming = warming(unknown);
        unknown.then(request -> {
                    warming.send(request(4_000));
                    return answer(WRITES);
                })
                .thenText("inner");
        warming.send(request(4_000));
        assertThat(unknown.requests()).hasSize(2);
    }

    @Test
    void other_prefixes_do_not_wait() throws Exception {
        firstWaits().otherwise(request -> answer(WRITES));
        Caller first = caller(4_000);
        firstCalled.await();
        backend.send(request(4_001));
        firstAnswers.countDown();
        first.response().get();
    }

    @Test
    void if_the_first_fails_the_next_one_goes_first() throws Exception {
        model.then(request -> {
                    firstCalled.countDown();
                    firstAnswers.await();
                    throw model.failure(ModelException.Kind.MODEL_ERROR);
                })
                .otherwise(request -> answer(WRITES));
        Caller first = caller(4_000);
        firstCalled.await();
        Caller second = caller(4_000);
        Caller third = caller(4_000);
        until(() -> clock.scheduled() == 2);
        firstAnswers.countDown();

        assertThatThrownBy(() -> first.response().get()).hasCauseInstanceOf(ModelException.class);
        assertThat(second.response().get().usage()).isEqualTo(WRITES);
        assertThat(third.response().get().usage()).isEqualTo(WRITES);
    }

    @Test
    void waiting_ends_by_the_deadline_and_by_interruption() throws Exception {
        firstWaits();
        Caller first = caller(4_000);
        firstCalled.await();
        Caller late = caller(4_000);
        Caller interrupted = caller(4_000);
        until(() -> clock.scheduled() == 2);
        interrupted.thread().interrupt();
        assertThatThrownBy(() -> interrupted.response().get()).hasCauseInstanceOf(InterruptedException.class);
        clock.advance(Duration.ofSeconds(60));
        assertThatThrownBy(() -> late.response().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.DEADLINE_EXCEEDED));
        firstAnswers.countDown();
        first.response().get();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void one_goes_first_again_when_the_prefix_was_not_used_for_its_time() throws Exception {
        model.then(request -> answer(WRITES)).then(request -> answer(READS));
        backend.send(request(4_000));
        clock.advance(Duration.ofMinutes(4));
        backend.send(request(4_000));
        clock.advance(Duration.ofMinutes(4));

        // Eight minutes after it was written, and four after it was used: all go.
        model.then(request -> {
                    backend.send(request(4_000));
                    return answer(READS);
                })
                .then(request -> answer(READS));
        backend.send(request(4_000));

        clock.advance(Duration.ofMinutes(5));
        firstWaits().otherwise(request -> answer(READS));
        Caller first = caller(4_000);
        firstCalled.await();
        Caller second = caller(4_000);
        until(() -> clock.scheduled() == 1);
        assertThat(model.requests()).hasSize(5);
        firstAnswers.countDown();
        first.response().get();
        second.response().get();
    }

    @Test
    void where_it_streams_the_others_go_when_the_first_text_has_come() throws Exception {
        ModelBackend streaming = new ModelBackend() {
            @Override
            public ModelTarget target() {
                return model.target();
            }

            @Override
            public ModelProfile profile() {
                return model.profile();
            }

            @Override
            public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
                return model.send(request);
            }

            @Override
            public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
                    throws ModelException, InterruptedException {
                listener.text("be");
                ModelResponse response = model.send(request);
                listener.text("gun");
                return response;
            }
        };
        ModelBackend warming = warming(streaming);
        model.then(request -> {
                    warming.send(request(4_000));
                    return answer(WRITES);
                })
                .then(request -> answer(READS));
        List<String> heard = new ArrayList<>();
        warming.stream(request(4_000), heard::add);

        assertThat(heard).containsExactly("be", "gun");
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void a_prefix_that_is_written_again_is_said_once_and_waited_for() throws Exception {
        model.otherwise(request -> answer(WRITES));
        for (int i = 0; i < 4; i++) {
            backend.send(request(4_000));
        }
        assertThat(log.list).singleElement().asString().contains("read nothing", "written again");

        clock.advance(Duration.ofMinutes(5));
        firstWaits();
        Caller first = caller(4_000);
        firstCalled.await();
        Caller second = caller(4_000);
        until(() -> clock.scheduled() == 1);
        firstAnswers.countDown();
        first.response().get();
        second.response().get();
    }

    @Test
    void a_prefix_that_the_provider_does_not_keep_is_said_once_and_not_waited_for_any_more() throws Exception {
        model.then(request -> answer(NEITHER)).then(request -> answer(NEITHER));
        backend.send(request(4_000));
        backend.send(request(4_000));
        assertThat(log.list).singleElement().asString().contains("read nothing", "nobody waits");

        clock.advance(Duration.ofHours(1));
        firstWaits().otherwise(request -> answer(NEITHER));
        Caller first = caller(4_000);
        firstCalled.await();
        backend.send(request(4_000));
        firstAnswers.countDown();
        first.response().get();
        assertThat(log.list).hasSize(1);
    }

    /** The next call waits until the test lets it go. */
    private ScriptedBackend firstWaits() {
        return model.then(request -> {
            firstCalled.countDown();
            firstAnswers.await();
            return answer(WRITES);
        });
    }

    private ModelBackend warming(ModelBackend asked) {
        return PromptCacheWarmup.builder(asked).clock(clock).build();
    }

    private Caller caller(int characters) {
        var context = CallContext.NONE.withDeadline(clock.now().plusSeconds(60));
        ModelRequest request = request(characters).toBuilder().context(context).build();
        var response = new FutureTask<>(() -> backend.send(request));
        return new Caller(Thread.ofVirtual().start(response), response);
    }

    private ModelResponse answer(TokenUsage usage) {
        return model.response("fine", StopReason.END_TURN, usage);
    }

    private static ModelRequest request(int characters) {
        return ModelRequest.builder("a section", 100)
                .system("x".repeat(characters))
                .system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES))
                .build();
    }

    private static ScriptedBackend model(OptionalInt minimum) {
        return new ScriptedBackend(
                new ModelTarget("scripted", "m", Optional.empty(), Optional.empty()),
                new ModelProfile(
                        "m",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        EnumSet.allOf(ModelFeature.class),
                        ModelQuota.UNKNOWN,
                        1,
                        minimum,
                        false,
                        Map.of()));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PromptCacheWarmup.class);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
