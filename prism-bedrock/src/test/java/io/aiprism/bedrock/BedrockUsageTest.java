package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what Bedrock says about tokens is read. */
final class BedrockUsageTest {
    @ParameterizedTest
    @CsvSource({"1h, 5m", "T1H, T5M"})
    void what_is_written_to_the_cache_is_told_apart_by_how_long_it_is_kept(String hour, String minutes)
            throws Exception {
        String details = "[{'inputTokens':300,'ttl':'%s'},{'inputTokens':1022,'ttl':'%s'}]".formatted(hour, minutes);
        String usage = "{'cacheDetails':%s,'cacheReadInputTokenCount':40,'cacheReadInputTokens':40,".formatted(details)
                + "'cacheWriteInputTokenCount':1322,'cacheWriteInputTokens':1322,"
                + "'inputTokens':2,'outputTokens':5,'serverToolUsage':{},'totalTokens':1369}";

        assertThat(usage(Fixture.MODEL, usage)).isEqualTo(new TokenUsage(2, 40, 1022, 300, 5));
    }

    @Test
    void what_is_written_without_saying_for_how_long_is_kept_for_five_minutes() throws Exception {
        String usage = "{'cacheWriteInputTokens':1322,'inputTokens':2,'outputTokens':5,'totalTokens':1329}";

        assertThat(usage(Fixture.MODEL, usage)).isEqualTo(new TokenUsage(2, 0, 1322, 0, 5));
    }

    @Test
    void a_model_that_counts_cached_tokens_among_the_others_is_not_billed_twice() throws Exception {
        String usage = "{'cacheReadInputTokens':900,'cacheWriteInputTokens':0,'inputTokens':1000,'outputTokens':5,"
                + "'totalTokens':1005}";

        assertThat(usage("openai.gpt-5.6", usage)).isEqualTo(new TokenUsage(100, 900, 0, 0, 5));
        assertThat(usage(Fixture.MODEL, usage)).isEqualTo(new TokenUsage(1000, 900, 0, 0, 5));
    }

    /** What is read of an answer with this usage, whose JSON has single quotes here. */
    private static TokenUsage usage(String model, String usage) throws Exception {
        String answer = "{'stopReason':'end_turn','usage':%s,'output':{'message':{'role':'assistant',".formatted(usage)
                + "'content':[{'text':'21'}]}}}";
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = BedrockBackend.builder(model, "us-east-1")
                        .endpoint(bedrock.endpoint())
                        .credentials(Fixture.credentials())
                        .build()) {
            bedrock.then(Answer.raw(200, "application/json", answer.replace('\'', '"')));
            return backend.send(HELLO).usage();
        }
    }
}
