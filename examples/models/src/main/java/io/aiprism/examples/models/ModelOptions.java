package io.aiprism.examples.models;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which model takes part in reviews, and what it may use and cost.
 *
 * @param modelId a model's id on Bedrock, an inference profile's id, or an ARN
 * @param region the AWS region that is called, for example {@code "eu-central-1"}
 * @param fallbacks models that are asked when those before them do not answer, each {@code ID} or {@code ID@REGION}
 * @param requestsPerMinute the account's quota for each model; what is known of it, if empty
 * @param tokensPerMinute the account's quota for each model; what is known of it, if empty
 * @param reviewBudget what each review may cost, in US dollars
 * @param totalBudget what all reviews together may cost, in US dollars
 * @param cache a Redis or Valkey that keeps answers; memory, if empty
 * @param catalog a JSON file of models with prices, quotas and so on, laid over what is known of them
 * @param endpoint called instead of the region's
 * @param bearerTokenVariable the environment variable with a Bedrock API key; the AWS SDK's chain of credentials, if empty
 */
public record ModelOptions(
        String modelId,
        String region,
        List<String> fallbacks,
        Optional<Long> requestsPerMinute,
        Optional<Long> tokensPerMinute,
        Optional<BigDecimal> reviewBudget,
        Optional<BigDecimal> totalBudget,
        Optional<URI> cache,
        Optional<Path> catalog,
        Optional<URI> endpoint,
        Optional<String> bearerTokenVariable) {
    public ModelOptions {
        requireNonNull(modelId, "modelId");
        requireNonNull(region, "region");
        fallbacks = List.copyOf(fallbacks);
        requireNonNull(requestsPerMinute, "requestsPerMinute");
        requireNonNull(tokensPerMinute, "tokensPerMinute");
        requireNonNull(reviewBudget, "reviewBudget");
        requireNonNull(totalBudget, "totalBudget");
        requireNonNull(cache, "cache");
        requireNonNull(catalog, "catalog");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(bearerTokenVariable, "bearerTokenVariable");
    }
}
