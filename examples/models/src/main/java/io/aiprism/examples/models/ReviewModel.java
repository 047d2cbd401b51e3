package io.aiprism.examples.models;

import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.bedrock.BedrockBackend;
import io.aiprism.bedrock.BedrockCatalog;
import io.aiprism.bedrock.BedrockCredentials;
import io.aiprism.cache.redis.RedisAnswerCache;
import io.aiprism.gateway.Leg;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.cache.AnswerCache;
import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.ledger.Ledger;
import io.aiprism.gateway.ledger.LedgerTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that takes part in reviews: what looks at sections with it, what its calls go through, and what they came to.
 * Thread-safe.
 *
 * @param analyzer what looks at sections with it
 * @param gateway what its calls go through
 * @param answers where its answers are kept
 */
public record ReviewModel(ModelAnalyzer analyzer, ModelGateway gateway, AnswerCache answers) implements AutoCloseable {
    /** More than a host keeps. */
    private static final int REVIEWS = 20_000;

    /**
     * Opens the model that the options name. Says at once what is missing, credentials included, and calls nothing.
     *
     * @param environment where the options' {@link ModelOptions#bearerTokenVariable()} is looked up
     * @throws IllegalArgumentException if the options contradict each other; the message is for people
     * @throws IOException if the catalog cannot be read
     */
    public static ReviewModel open(ModelOptions options, Map<String, String> environment)
            throws MissingCredentialsException, IOException {
        BedrockCatalog catalog = catalog(options.catalog());
        BedrockCredentials credentials = Credentials.find(options.bearerTokenVariable(), environment);
        List<BedrockBackend> targets = new ArrayList<>();
        try {
            targets.add(target(options.modelId(), options.region(), options, catalog, credentials));
            for (String fallback : options.fallbacks()) {
                int at = fallback.lastIndexOf('@');
                String modelId = at < 0 ? fallback : fallback.substring(0, at);
                String region = at < 0 ? options.region() : fallback.substring(at + 1);
                targets.add(target(modelId, region, options, catalog, credentials));
            }
            return over(targets, options);
        } catch (IllegalArgumentException e) {
            targets.forEach(BedrockBackend::close);
            throw e;
        }
    }

    /** What a review has come to so far; empty if no model was asked for it. */
    public Optional<LedgerTotals> account(String review) {
        return gateway.ledger().review(review);
    }

    @Override
    public void close() {
        gateway.close();
        answers.close();
    }

    private static ReviewModel over(List<BedrockBackend> targets, ModelOptions options) {
        var quotas = new Quotas(options.requestsPerMinute(), options.tokensPerMinute());
        List<Leg> legs = targets.stream().map(target -> leg(target, quotas)).toList();
        var gateway = ModelGateway.builder(legs.getFirst())
                .ledger(Ledger.builder().maxReviews(REVIEWS).build());
        legs.stream().skip(1).forEach(gateway::fallback);
        budget(options).ifPresent(gateway::budget);
        AnswerCache answers = options.cache()
                .<AnswerCache>map(uri -> RedisAnswerCache.builder(uri).build())
                .orElseGet(() -> InMemoryAnswerCache.builder().build());
        try {
            ModelGateway built = gateway.cache(answers).build();
            return new ReviewModel(ModelAnalyzer.builder(built).build(), built, answers);
        } catch (IllegalArgumentException e) {
            answers.close();
            throw e;
        }
    }

    private static BedrockBackend target(
            String modelId,
            String region,
            ModelOptions options,
            BedrockCatalog catalog,
            BedrockCredentials credentials) {
        var target = BedrockBackend.builder(modelId, region).catalog(catalog).credentials(credentials);
        options.endpoint().ifPresent(target::endpoint);
        return target.build();
    }

    private static Leg leg(BedrockBackend target, Quotas quotas) {
        Leg leg = Leg.of(target);
        return quotas.of(target.target(), target.profile().quota()).map(leg::quota).orElse(leg);
    }

    private static Optional<Budget> budget(ModelOptions options) {
        if (options.reviewBudget().isEmpty() && options.totalBudget().isEmpty()) {
            return Optional.empty();
        }
        var budget = Budget.builder();
        options.reviewBudget().ifPresent(budget::perReview);
        options.totalBudget().ifPresent(budget::overall);
        return Optional.of(budget.build());
    }

    private static BedrockCatalog catalog(Optional<Path> file) throws IOException {
        return file.isEmpty() ? BedrockCatalog.builtIn() : BedrockCatalog.builtIn().with(file.get());
    }
}
