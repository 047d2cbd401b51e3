package io.aiprism.bedrock;

import static io.aiprism.bedrock.Fixture.HELLO;
import static io.aiprism.bedrock.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BedrockBatchTest {
    private static final String ANSWER = """
            {"recordId":"%s","modelInput":{},"modelOutput":{"output":{"message":{"role":"assistant","content":[{"text":"Fine"}]}},\
            "stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":1,"totalTokens":4,"serverToolUsage":{}},"new":1}}
            """;

    private final BedrockBatch batch = new BedrockBatch(MODEL, "us-east-1", BedrockOptions.NONE);

    @Test
    void requests_are_lines_of_what_a_call_would_send_without_cache_points() throws Exception {
        var out = new StringWriter();
        ModelRequest request = HELLO.toBuilder()
                .system("Rules")
                .system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES))
                .temperature(0.1)
                .build();

        batch.write(Map.of("section-1", request), out);

        assertThat(out).hasToString("""
                {"recordId":"section-1","modelInput":{"messages":[{"role":"user","content":[{"text":"Hello"}]}],\
                "system":[{"text":"Rules"}],"inferenceConfig":{"maxTokens":100,"temperature":0.1}}}
                """);
    }

    @Test
    void output_is_read_in_any_order_and_what_is_missing_is_told() throws Exception {
        Map<String, ModelRequest> requests = requests("a", "b", "c", "d");
        String output = ANSWER.formatted("c")
                + "{\"recordId\":\"b\",\"error\":{\"errorCode\":400,\"errorMessage\":\"prompt is too long\"}}\n\n"
                + "{\"recordId\":\"d\",\"modelOutput\":{\"stopReason\":7}}\n";

        Map<String, BedrockBatch.Result> results = batch.read(requests, new StringReader(output));

        assertThat(results.keySet()).containsExactly("a", "b", "c", "d");
        assertThat(results.get("a")).isInstanceOf(BedrockBatch.Result.Missing.class);
        assertThat(results.get("b"))
                .isInstanceOfSatisfying(
                        BedrockBatch.Result.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(ModelException.Kind.REQUEST_TOO_LARGE));
        assertThat(results.get("c")).isInstanceOfSatisfying(BedrockBatch.Result.Answered.class, answered -> {
            assertThat(answered.response().text()).isEqualTo("Fine");
            assertThat(answered.response().usage()).isEqualTo(TokenUsage.of(3, 1));
        });
        assertThat(results.get("d"))
                .isInstanceOfSatisfying(
                        BedrockBatch.Result.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(ModelException.Kind.INVALID_RESPONSE));
    }

    @Test
    void output_that_is_not_of_this_job_is_refused() {
        Map<String, ModelRequest> requests = requests("a");

        assertThatThrownBy(() -> batch.read(requests, new StringReader(ANSWER.formatted("z"))))
                .isInstanceOf(IOException.class)
                .hasMessage("line 1: record 'z' is none of the requests");
        assertThatThrownBy(() -> batch.read(requests, new StringReader(ANSWER.formatted("a") + ANSWER.formatted("a"))))
                .hasMessage("line 2: record 'a' comes twice");
        assertThatThrownBy(() -> batch.read(requests, new StringReader("oops")))
                .hasMessageStartingWith("line 1 is no JSON");
        assertThatThrownBy(() -> batch.read(requests, new StringReader("{}"))).hasMessage("line 1 has no recordId");
    }

    private static Map<String, ModelRequest> requests(String... ids) {
        Map<String, ModelRequest> requests = new LinkedHashMap<>();
        List.of(ids).forEach(id -> requests.put(id, HELLO));
        return requests;
    }
}
