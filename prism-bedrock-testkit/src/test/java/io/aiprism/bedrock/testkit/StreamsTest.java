package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.TokenUsage;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class StreamsTest {
    @Test
    void a_text_streams_without_a_block_start_and_ends_with_stop_reason_and_usage() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            bedrock.then(Answer.text("There are three.").deltaLength(6));

            StreamedAnswer answer = StreamedAnswer.of(client, MODEL, "How many?");

            answer.end();
            assertThat(answer.events())
                    .containsExactly(
                            "messageStart assistant",
                            "delta There ",
                            "delta are th",
                            "delta ree.",
                            "contentBlockStop 0",
                            "messageStop end_turn",
                            "metadata 3 4");
            assertThat(bedrock.calls().getFirst().usage()).hasValue(TokenUsage.of(3, 4));
        }
    }

    @Test
    void a_tool_use_streams_with_a_start_and_fragments_of_json() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            bedrock.then(Answer.reasoning("Look it up.")
                    .andToolUse("tooluse_1", "get_weather", "{\"location\": \"San Francisco, CA\"}"));

            StreamedAnswer answer = StreamedAnswer.of(client, MODEL, "How is the weather?");

            answer.end();
            assertThat(answer.events())
                    .containsExactly(
                            "messageStart assistant",
                            "reasoning Look it up.",
                            "signature",
                            "contentBlockStop 0",
                            "contentBlockStart 1 get_weather tooluse_1",
                            "input ",
                            "input {\"location\": \"San Fr",
                            "input ancisco, CA\"}",
                            "contentBlockStop 1",
                            "messageStop tool_use",
                            "metadata 5 12");
        }
    }

    @Test
    void an_exception_in_the_stream_comes_after_as_many_deltas() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            bedrock.then(
                    Answer.text("one two three").deltaLength(4).failAfter(2, BedrockError.MODEL_STREAM_ERROR),
                    Answer.text("one two three").deltaLength(4).failAfter(0, BedrockError.TOO_MANY_REQUESTS));

            StreamedAnswer broken = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer throttled = StreamedAnswer.of(client, MODEL, "Count");

            assertThat(broken.failure()).isInstanceOf(ModelStreamErrorException.class);
            assertThat(broken.events()).containsExactly("messageStart assistant", "delta one ", "delta two ");
            assertThat(throttled.failure()).isInstanceOf(ThrottlingException.class);
            assertThat(throttled.events()).containsExactly("messageStart assistant");
            assertThat(bedrock.calls())
                    .extracting(call -> call.errorType().orElseThrow())
                    .containsExactly("modelStreamErrorException", "throttlingException");
        }
    }

    @Test
    void a_stream_that_ends_early_is_a_success_to_the_sdk() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            Answer counting = Answer.text("one two three").deltaLength(4);
            bedrock.then(counting.endAfter(2), counting.endInFrameAfter(1), counting.withoutMetadata());

            StreamedAnswer early = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer torn = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer unbilled = StreamedAnswer.of(client, MODEL, "Count");

            early.end();
            assertThat(early.events()).containsExactly("messageStart assistant", "delta one ", "delta two ");
            torn.end();
            assertThat(torn.events()).containsExactly("messageStart assistant", "delta one ");
            unbilled.end();
            assertThat(unbilled.events().getLast()).isEqualTo("messageStop end_turn");
            assertThat(bedrock.calls()).extracting(RecordedCall::ending).containsOnly(RecordedCall.Ending.BROKEN);
        }
    }

    @Test
    void a_connection_that_is_cut_within_a_stream_is_a_success_to_the_sdk_as_well() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            Answer counting = Answer.text("one two three").deltaLength(4);
            bedrock.then(counting.cutAfter(1), counting.cutInFrameAfter(1), counting.cut(Cut.AFTER_HEADERS));

            StreamedAnswer between = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer within = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer before = StreamedAnswer.of(client, MODEL, "Count");

            between.end();
            assertThat(between.events()).containsExactly("messageStart assistant", "delta one ");
            within.end();
            assertThat(within.events()).containsExactly("messageStart assistant", "delta one ");
            before.end();
            assertThat(before.events()).isEmpty();
            assertThat(bedrock.calls()).extracting(RecordedCall::ending).containsOnly(RecordedCall.Ending.BROKEN);
        }
    }

    @Test
    void a_frame_with_a_wrong_checksum_and_a_connection_cut_before_any_answer_are_failures() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            Answer counting = Answer.text("one two three").deltaLength(4);
            bedrock.then(counting.corruptAfter(1), counting.cut(Cut.BEFORE_HEADERS));

            StreamedAnswer corrupt = StreamedAnswer.of(client, MODEL, "Count");
            StreamedAnswer cut = StreamedAnswer.of(client, MODEL, "Count");

            assertThat(corrupt.failure()).hasMessageContaining("checksum");
            assertThat(corrupt.events()).containsExactly("messageStart assistant", "delta one ");
            assertThat(cut.failure()).isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void an_error_before_the_stream_is_the_same_as_of_converse() throws Exception {
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockRuntimeAsyncClient client = SdkClients.asyncClient(bedrock)) {
            bedrock.then(Answer.error(BedrockError.TOO_MANY_TOKENS));

            StreamedAnswer answer = StreamedAnswer.of(client, MODEL, "Count");

            assertThat(answer.failure()).isInstanceOf(ThrottlingException.class);
        }
    }
}
