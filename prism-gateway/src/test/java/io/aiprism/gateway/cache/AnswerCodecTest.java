package io.aiprism.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.GuardrailOutcome;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerCodecTest {
    private static final ModelTarget TARGET = new ModelTarget("p", "m", Optional.of("eu-west-1"), Optional.of("eu"));

    @Test
    void an_answer_comes_back_as_it_was_but_for_its_attempts() {
        ModelResponse full = response(List.of(
                new ContentBlock.Text("Grüße, 世界 \uD83D\uDE00"),
                new ContentBlock.CachePoint(CacheTtl.ONE_HOUR),
                new ContentBlock.ToolUse("id", "findings", "{\"a\":1}"),
                new ContentBlock.ToolResult("id", "", true),
                new ContentBlock.Reasoning("hm", Optional.of("signed")),
                new ContentBlock.Reasoning("", Optional.empty()),
                new ContentBlock.RedactedReasoning("AAAA"),
                new ContentBlock.Unknown("video")));

        assertThat(AnswerCodec.decode(AnswerCodec.encode(full).orElseThrow())).contains(full.withAttempts(List.of()));
    }

    @Test
    void what_is_missing_stays_missing() {
        var bare = new ModelResponse(
                new ModelTarget("p", "m", Optional.empty(), Optional.empty()),
                List.of(),
                StopReason.END_TURN,
                "end_turn",
                TokenUsage.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());

        assertThat(AnswerCodec.decode(AnswerCodec.encode(bare).orElseThrow())).contains(bare);
    }

    @Test
    void another_version_is_as_good_as_nothing() {
        String written = new String(AnswerCodec.encode(response(List.of())).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(written).contains("\"version\":1,");

        assertThat(decode(written.replace("\"version\":1,", "\"version\":2,"))).isEmpty();
        assertThat(decode(written.replace("\"version\":1,", ""))).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_as_good_as_nothing() {
        String written = new String(
                AnswerCodec.encode(response(List.of(new ContentBlock.Text("text"))))
                        .orElseThrow(),
                StandardCharsets.UTF_8);

        assertThat(decode("")).isEmpty();
        assertThat(decode("no JSON")).isEmpty();
        assertThat(decode("[]")).isEmpty();
        assertThat(decode("{\"version\":1}")).isEmpty();
        assertThat(decode(written.substring(0, written.length() / 2))).isEmpty();
        assertThat(decode(written.replace("END_TURN", "LATER"))).isEmpty();
        assertThat(decode(written.replace("\"type\":\"text\"", "\"type\":\"film\"")))
                .isEmpty();
    }

    private static Optional<ModelResponse> decode(String json) {
        return AnswerCodec.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelResponse response(List<ContentBlock> content) {
        return new ModelResponse(
                TARGET,
                content,
                StopReason.END_TURN,
                "end_turn",
                new TokenUsage(1, 2, 3, 4, 5_000_000_000L),
                Optional.of("flex"),
                Optional.of(new GuardrailOutcome(false, List.of("seen"))),
                Optional.of("request-1"),
                List.of(new ModelAttempt(
                        TARGET, Instant.EPOCH, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty())));
    }
}
