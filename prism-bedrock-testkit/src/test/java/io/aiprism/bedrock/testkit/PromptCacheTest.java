package io.aiprism.bedrock.testkit;

import static io.aiprism.bedrock.testkit.SdkClients.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.CacheTTL;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

class PromptCacheTest {
    private static final String RULES = "r".repeat(4 * 2000);

    private final ManualClock clock = new ManualClock();
    private FakeBedrock bedrock;
    private BedrockRuntimeClient client;

    @BeforeEach
    void start() {
        bedrock = FakeBedrock.builder()
                .time(ServerTime.of(clock))
                .model(FakeModel.builder(MODEL).minimumCachedTokens(1024).build())
                .start();
        bedrock.otherwise(Answer.text("done"));
        client = SdkClients.client(bedrock);
    }

    @AfterEach
    void close() {
        client.close();
        bedrock.close();
    }

    @Test
    void the_first_call_writes_the_prefix_and_the_next_reads_it() {
        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "first")).isEqualTo(new TokenUsage(2, 0, 2000, 0, 1));
        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "second")).isEqualTo(new TokenUsage(2, 2000, 0, 0, 1));
        assertThat(ask(RULES + " changed", CacheTTL.VALUE_5_M, "third")).isEqualTo(new TokenUsage(2, 0, 2002, 0, 1));
    }

    @Test
    void an_hour_has_a_class_of_its_own() {
        assertThat(ask(RULES, CacheTTL.VALUE_1_H, "first")).isEqualTo(new TokenUsage(2, 0, 0, 2000, 1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(ask(RULES, CacheTTL.VALUE_1_H, "later")).isEqualTo(new TokenUsage(2, 2000, 0, 0, 1));
    }

    @Test
    void five_minutes_begin_again_with_each_hit() {
        ask(RULES, CacheTTL.VALUE_5_M, "first");
        clock.advance(Duration.ofMinutes(4));
        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "a hit").cacheRead()).isEqualTo(2000);
        clock.advance(Duration.ofMinutes(4));
        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "a hit").cacheRead()).isEqualTo(2000);
        clock.advance(Duration.ofMinutes(5));
        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "too late").cacheWrite5m()).isEqualTo(2000);
    }

    @Test
    void a_prefix_below_the_minimum_is_neither_written_nor_read() {
        String few = "r".repeat(4 * 1023);

        assertThat(ask(few, CacheTTL.VALUE_5_M, "first")).isEqualTo(new TokenUsage(1025, 0, 0, 0, 1));
        assertThat(ask(few, CacheTTL.VALUE_5_M, "second")).isEqualTo(new TokenUsage(1025, 0, 0, 0, 1));
    }

    @Test
    void calls_that_start_before_the_first_answer_has_begun_all_write() throws InterruptedException {
        int calls = 4;
        CountDownLatch admitted = new CountDownLatch(calls);
        bedrock.otherwise(call -> {
            admitted.countDown();
            admitted.await();
            return Answer.text("done");
        });
        List<Thread> callers = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            callers.add(Thread.startVirtualThread(() -> ask(RULES, CacheTTL.VALUE_5_M, "at once")));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(bedrock.calls())
                .extracting(call -> call.usage().orElseThrow().cacheWrite5m())
                .containsOnly(2000L);
    }

    @Test
    void an_error_leaves_nothing_in_the_cache() {
        bedrock.then(Answer.error(BedrockError.MODEL_ERROR));
        try {
            ask(RULES, CacheTTL.VALUE_5_M, "fails");
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("unexpected error");
        }

        assertThat(ask(RULES, CacheTTL.VALUE_5_M, "again").cacheWrite5m()).isEqualTo(2000);
    }

    @Test
    void a_conversation_reads_what_its_last_turn_wrote_and_writes_the_rest() {
        Message question = user("Question", true);
        Message answer = Message.builder()
                .role(ConversationRole.ASSISTANT)
                .content(ContentBlock.fromText("a".repeat(400)))
                .build();
        assertThat(converse(RULES, List.of(question)).cacheWrite5m()).isEqualTo(2002);

        TokenUsage second = converse(RULES, List.of(user("Question", false), answer, user("And?", true)));

        assertThat(second).isEqualTo(new TokenUsage(0, 2002, 101, 0, 1));
    }

    private TokenUsage ask(String rules, CacheTTL ttl, String text) {
        return usage(client.converse(request -> request.modelId(MODEL)
                        .system(SystemContentBlock.fromText(rules), SystemContentBlock.fromCachePoint(point(ttl)))
                        .messages(user(text.substring(0, 5), false)))
                .usage());
    }

    private TokenUsage converse(String rules, List<Message> messages) {
        return usage(client.converse(request -> request.modelId(MODEL)
                        .system(SystemContentBlock.fromText(rules))
                        .messages(messages))
                .usage());
    }

    private static Message user(String text, boolean cached) {
        List<ContentBlock> content = new ArrayList<>(List.of(ContentBlock.fromText(text)));
        if (cached) {
            content.add(ContentBlock.fromCachePoint(point(CacheTTL.VALUE_5_M)));
        }
        return Message.builder().role(ConversationRole.USER).content(content).build();
    }

    private static CachePointBlock point(CacheTTL ttl) {
        return CachePointBlock.builder().type(CachePointType.DEFAULT).ttl(ttl).build();
    }

    private static TokenUsage usage(software.amazon.awssdk.services.bedrockruntime.model.TokenUsage usage) {
        assertThat(usage.totalTokens())
                .isEqualTo(usage.inputTokens()
                        + usage.outputTokens()
                        + usage.cacheReadInputTokens()
                        + usage.cacheWriteInputTokens());
        long hour = usage.cacheDetails().stream()
                .filter(detail -> detail.ttl() == CacheTTL.VALUE_1_H)
                .mapToLong(detail -> detail.inputTokens())
                .sum();
        return new TokenUsage(
                usage.inputTokens(),
                usage.cacheReadInputTokens(),
                usage.cacheWriteInputTokens() - hour,
                hour,
                usage.outputTokens());
    }
}
