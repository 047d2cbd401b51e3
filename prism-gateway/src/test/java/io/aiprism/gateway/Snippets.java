package io.aiprism.gateway;

import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelBackend;
import java.math.BigDecimal;

/** What the Javadoc shows. */
final class Snippets {
    private Snippets() {}

    static ModelGateway gateway(ModelBackend sonnet, ModelBackend haiku) {
        // @start region="gateway"
        ModelGateway gateway = ModelGateway.builder(Leg.of(sonnet).quota(Quota.perMinute(60, 200_000)))
                .fallback(haiku)
                .cache(InMemoryAnswerCache.builder().build())
                .budget(Budget.builder().perReview(new BigDecimal("2.50")).build())
                .build();
        // @end
        return gateway;
    }
}
