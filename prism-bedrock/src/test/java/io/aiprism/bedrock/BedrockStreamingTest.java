package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.BedrockError;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.Operation;
import io.aiprism.bedrock.testkit.RecordedCall;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

final class BedrockStreamingTest {
    private static final String TEXT = "A text that is long enough for several events of a stream.";

    // Without TLS, HTTP/2 cannot be agreed on.
    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

    @AfterAll
    static void close() {
        HTTP.close();
    }

    @Test
    void the_listener_hears_the_text_in_parts_and_the_answer_is_whole() throws Exception {
        List<String> parts = new ArrayList<>();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.reasoning("Hm")
                    .andText(TEXT)
                    .andToolUse("look_up", "{\"q\":\"x\"}")
                    .usage(TokenUsage.of(7, 20)));

            ModelResponse response = backend.stream(HELLO, parts::add);

            assertThat(parts).hasSizeGreaterThan(1);
            assertThat(String.join("", parts)).isEqualTo(TEXT);
            assertThat(response.text()).isEqualTo(TEXT);
            assertThat(response.content()).hasSize(3);
            assertThat(response.content().getFirst()).isInstanceOf(ContentBlock.Reasoning.class);
            assertThat(response.toolUses().getFirst().input()).isEqualTo("{\"q\":\"x\"}");
            assertThat(response.usage()).isEqualTo(TokenUsage.of(7, 20));
            assertThat(response.attempts()).hasSize(1);
        }
    }

    static Stream<Arguments> failures() {
        Answer text = Answer.text(TEXT);
        return Stream.of(
                arguments(text.failAfter(2, BedrockError.TOO_MANY_TOKENS), Kind.THROTTLED),
                arguments(text.failAfter(2, BedrockError.MODEL_STREAM_ERROR), Kind.MODEL_ERROR),
                arguments(text.failAfter(2, BedrockError.SERVICE_UNAVAILABLE), Kind.UNAVAILABLE),
                arguments(text.failAfter(2, BedrockError.INTERNAL_SERVER), Kind.UNAVAILABLE),
                // Of these the SDK knows the names in errors only, not in streams.
                arguments(text.failAfter(2, BedrockError.MODEL_TIMEOUT), Kind.MODEL_TIMEOUT),
                arguments(text.failAfter(2, "noveltyException", BedrockError.INTERNAL_SERVER), Kind.UNAVAILABLE),
                arguments(text.failAfter(2, BedrockError.VALIDATION), Kind.INVALID_REQUEST),
                arguments(text.endAfter(2), Kind.RESPONSE_CUT_OFF),
                arguments(text.endInFrameAfter(2), Kind.RESPONSE_CUT_OFF),
                arguments(text.cutAfter(2), Kind.RESPONSE_CUT_OFF),
                arguments(text.cutInFrameAfter(2), Kind.RESPONSE_CUT_OFF),
                arguments(text.corruptAfter(2), Kind.RESPONSE_CUT_OFF),
                arguments(text.withoutMetadata(), Kind.RESPONSE_CUT_OFF));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_stream_that_does_not_come_to_its_end_is_an_error_and_is_not_repeated(Answer answer, Kind kind)
            throws Exception {
        List<String> parts = new ArrayList<>();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(answer);

            assertThatThrownBy(() -> backend.stream(HELLO, parts::add))
                    .isInstanceOfSatisfying(ModelException.class, e -> {
                        assertThat(e.kind()).isEqualTo(kind);
                        assertThat(e.attempts()).hasSize(1);
                    });
            assertThat(TEXT).startsWith(String.join("", parts));
            assertThat(bedrock.calls()).hasSize(1);
        }
    }

    @Test
    void a_block_that_this_version_does_not_know_is_kept_as_unknown() throws Exception {
        List<String> parts = new ArrayList<>();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.block("{\"hologram\":{}}").andText("And a word."));

            ModelResponse response = backend.stream(HELLO, parts::add);

            assertThat(response.content()).hasSize(2);
            assertThat(response.content().getFirst()).isInstanceOf(ContentBlock.Unknown.class);
            assertThat(response.text()).isEqualTo("And a word.").isEqualTo(String.join("", parts));
        }
    }

    @Test
    void the_input_of_a_tool_may_come_in_fragments_or_not_at_all() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.toolUse("look_up", "{\"q\":\"a\\nb\"}").deltaLength(1))
                    .then(Answer.toolUse("look_up", ""));

            assertThat(backend.stream(HELLO, part -> {}).toolUses().getFirst().input())
                    .isEqualTo("{\"q\":\"a\\nb\"}");
            assertThat(backend.stream(HELLO, part -> {}).toolUses().getFirst().input())
                    .isEqualTo("{}");
        }
    }

    @Test
    void an_error_before_the_stream_is_that_of_a_call() {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS_PER_DAY));

            assertThatThrownBy(() -> backend.stream(HELLO, part -> {}))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.QUOTA_EXHAUSTED));
        }
    }

    @Test
    void a_deadline_ends_a_stream_that_says_nothing_more() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.text(TEXT).stallAfter(2));
            ModelRequest request = Fixture.until(Instant.now().plusMillis(500));

            assertThatThrownBy(() -> backend.stream(request, part -> {}))
                    .isInstanceOfSatisfying(ModelException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
                        assertThat(e.attempts()).hasSize(1);
                    });
        }
    }

    @Test
    void a_stream_that_gets_no_connection_was_never_sent() throws Exception {
        try (SdkAsyncHttpClient one = NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(1)
                        .connectionAcquisitionTimeout(Duration.ofMillis(100))
                        .build();
                FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.builder(bedrock).streaming(one).build()) {
            bedrock.then(Answer.never());
            var first = new FutureTask<>(() -> backend.stream(HELLO, part -> {}));
            Thread thread = Thread.ofVirtual().start(first);
            bedrock.awaitInFlight(1);

            assertThatThrownBy(() -> backend.stream(HELLO, part -> {}))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION_FAILED));
            assertThat(bedrock.calls()).hasSize(1);
            thread.interrupt();
        }
    }

    @Test
    void an_interrupt_ends_a_stream() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = backend(bedrock)) {
            bedrock.then(Answer.never());
            var begun = new CountDownLatch(1);
            var call = new FutureTask<>(() -> {
                begun.countDown();
                return backend.stream(HELLO, part -> {});
            });
            Thread thread = Thread.ofVirtual().start(call);
            begun.await();
            bedrock.awaitInFlight(1);

            thread.interrupt();

            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            bedrock.awaitInFlight(0);
        }
    }

    @Test
    void a_backend_that_does_not_stream_hands_the_text_out_at_its_end() throws Exception {
        List<String> parts = new ArrayList<>();
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text(TEXT));

            backend.stream(HELLO, parts::add);

            assertThat(parts).containsExactly(TEXT);
        }
    }

    @Test
    void an_answer_that_nobody_hears_in_parts_is_streamed_if_asked_for() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.builder(bedrock)
                        .streaming(HTTP)
                        .sendByStream(true)
                        .build()) {
            bedrock.then(Answer.text(TEXT)).then(Answer.text(TEXT).endAfter(2));

            assertThat(backend.send(HELLO).text()).isEqualTo(TEXT);
            assertThatThrownBy(() -> backend.send(HELLO))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESPONSE_CUT_OFF));
            assertThat(bedrock.calls()).extracting(RecordedCall::operation).containsOnly(Operation.CONVERSE_STREAM);
        }
        assertThatThrownBy(() -> BedrockBackend.builder("m", "eu-central-1")
                        .sendByStream(true)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("streaming(…)");
    }

    private static BedrockBackend backend(FakeBedrock bedrock) {
        return Fixture.builder(bedrock).streaming(HTTP).build();
    }
}
