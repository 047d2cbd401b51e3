package io.aiprism.examples.models;

import io.aiprism.bedrock.testkit.FakeBedrock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of models on a fake server. */
final class Options {
    static final String MODEL = "us.anthropic.claude-sonnet-4-6";
    static final String ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + MODEL;
    static final Map<String, String> TOKEN = Map.of("TOKEN", FakeBedrock.BEARER_TOKEN);

    private Options() {}

    static ModelOptions of(
            FakeBedrock bedrock, List<String> fallbacks, Optional<Long> rpm, Optional<BigDecimal> reviewBudget) {
        return new ModelOptions(
                MODEL,
                "us-east-1",
                fallbacks,
                rpm,
                Optional.empty(),
                reviewBudget,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(bedrock.endpoint()),
                Optional.of("TOKEN"));
    }

    static ModelOptions of(FakeBedrock bedrock) {
        return of(bedrock, List.of(), Optional.empty(), Optional.empty());
    }
}
