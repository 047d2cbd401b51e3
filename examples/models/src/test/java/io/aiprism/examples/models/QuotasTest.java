package io.aiprism.examples.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QuotasTest {
    private final Quotas quotas = new Quotas(Optional.of(60L), Optional.empty());

    @Test
    void one_model_has_one_quota_whatever_it_is_called_by() {
        assertThat(quotas.of(target(Options.ARN, "us-east-1"), ModelQuota.UNKNOWN))
                .containsSame(quotas.of(target(Options.MODEL, "us-east-1"), ModelQuota.UNKNOWN)
                        .orElseThrow());
    }

    @Test
    void other_models_regions_and_profiles_have_quotas_of_their_own() {
        assertThat(quotas.of(target(Options.MODEL, "us-east-1"), ModelQuota.UNKNOWN)
                        .orElseThrow())
                .isNotSameAs(quotas.of(target(Options.MODEL, "us-west-2"), ModelQuota.UNKNOWN)
                        .orElseThrow())
                .isNotSameAs(quotas.of(target("global.anthropic.claude-sonnet-4-6", "us-east-1"), ModelQuota.UNKNOWN)
                        .orElseThrow())
                .isNotSameAs(quotas.of(target("us.anthropic.claude-haiku-4-5", "us-east-1"), ModelQuota.UNKNOWN)
                        .orElseThrow());
    }

    @Test
    void what_is_known_fills_what_was_not_said_and_nothing_is_no_limit() {
        ModelTarget target = target(Options.MODEL, "us-east-1");
        assertThat(quotas.of(target, ModelQuota.perMinute(10, 2_000)).orElseThrow())
                .asString()
                .contains("requestsPerMinute 60", "tokensPerMinute 2000");
        assertThat(new Quotas(Optional.empty(), Optional.empty()).of(target, ModelQuota.UNKNOWN))
                .isEmpty();
    }

    private static ModelTarget target(String modelId, String region) {
        return new ModelTarget("aws.bedrock", modelId, Optional.of(region), Optional.of("us"));
    }
}
