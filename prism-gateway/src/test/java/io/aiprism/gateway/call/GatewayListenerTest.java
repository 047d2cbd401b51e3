package io.aiprism.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayListenerTest {
    private static final ModelTarget TARGET =
            new ModelTarget("aws.bedrock", "m", Optional.of("eu-west-1"), Optional.empty());

    @Test
    void a_listener_that_throws_keeps_nothing_from_the_others() {
        List<GatewayEvent> heard = new ArrayList<>();
        GatewayListener all = GatewayListener.all(List.of(
                event -> {
                    throw new IllegalStateException("broken");
                },
                heard::add));
        var event = new GatewayEvent.AttemptStarted(TARGET, CallContext.NONE);
        all.on(event);
        assertThat(heard).containsExactly(event);
    }

    @Test
    void an_attempt_has_the_names_of_the_conventions() {
        var attempt = new ModelAttempt(
                TARGET,
                Instant.EPOCH,
                Duration.ofMillis(1_500),
                Optional.of(ModelException.Kind.RESPONSE_CUT_OFF),
                Optional.empty(),
                Optional.of(new TokenUsage(1, 20, 300, 4_000, 7)));
        assertThat(GenAiAttributes.of(new GatewayEvent.AttemptEnded(TARGET, CallContext.NONE, attempt)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "gen_ai.operation.name",
                        "chat",
                        "gen_ai.provider.name",
                        "aws.bedrock",
                        "gen_ai.request.model",
                        "m",
                        "cloud.region",
                        "eu-west-1",
                        "gen_ai.client.operation.duration",
                        1.5,
                        "error.type",
                        "RESPONSE_CUT_OFF",
                        "gen_ai.usage.input_tokens",
                        4_321L,
                        "gen_ai.usage.output_tokens",
                        7L,
                        "gen_ai.usage.cache_read.input_tokens",
                        20L,
                        "gen_ai.usage.cache_creation.input_tokens",
                        4_300L));
    }
}
