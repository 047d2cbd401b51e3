package io.aiprism.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelRequestTest {
    @Test
    void another_context_changes_nothing_else() {
        ModelRequest request = ModelRequest.builder("text", 100)
                .system("instructions")
                .system(new ContentBlock.CachePoint(CacheTtl.ONE_HOUR))
                .tool(new Tool("tool", "does it", "{}", true))
                .toolChoice(new ToolChoice.Named("tool"))
                .output(new OutputSchema("out", "comes out", "{}"))
                .temperature(0.5)
                .topP(0.9)
                .stopSequences(List.of("stop"))
                .reasoningTokens(OptionalInt.of(50))
                .cacheKey("key")
                .build();
        CallContext context =
                new CallContext("tenant", Optional.of("review"), Optional.of(Instant.EPOCH), Map.of("tag", "value"));
        assertThat(request.withContext(context))
                .isEqualTo(request.toBuilder().context(context).build());
    }
}
