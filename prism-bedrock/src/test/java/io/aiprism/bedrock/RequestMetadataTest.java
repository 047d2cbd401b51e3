package io.aiprism.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.model.CallContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RequestMetadataTest {
    @Test
    void what_bedrock_would_refuse_is_left_out() {
        Map<String, String> metadata = RequestMetadata.of(new CallContext(
                "Müller",
                Optional.of("review-1"),
                Optional.empty(),
                Map.of("prism.section", "s/1 a@b", "long", "x".repeat(257), "brackets", "[1]", "", "unnamed")));

        assertThat(metadata).containsOnly(Map.entry("prism.review", "review-1"), Map.entry("prism.section", "s/1 a@b"));
    }

    @Test
    void no_more_than_sixteen_entries_are_sent_and_the_review_is_one_of_them() throws Exception {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            tags.put("a%02d".formatted(i), "x");
        }
        try (FakeBedrock bedrock = FakeBedrock.start();
                BedrockBackend backend = Fixture.backend(bedrock)) {
            bedrock.then(Answer.text("Fine."));

            backend.send(Fixture.HELLO.toBuilder()
                    .context(new CallContext("", Optional.of("review-1"), Optional.empty(), tags))
                    .build());

            assertThat(Json.parse(bedrock.calls().getFirst().body()).path("requestMetadata"))
                    .hasSize(16)
                    .anySatisfy(value -> assertThat(value.asText()).isEqualTo("review-1"));
        }
    }

    @Test
    void a_call_on_nobodys_behalf_has_none() {
        assertThat(RequestMetadata.of(CallContext.NONE)).isEmpty();
    }
}
