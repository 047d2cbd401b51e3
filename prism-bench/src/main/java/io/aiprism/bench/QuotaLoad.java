package io.aiprism.bench;

import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.FakeModel;
import io.aiprism.bedrock.testkit.Latency;
import io.aiprism.bedrock.testkit.RecordedCall;
import io.aiprism.document.Document;
import io.aiprism.model.ModelQuota;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Many reviews at once that ask one model with a small quota, which the fake Bedrock keeps by AWS's rule.
 *
 * @param name for people
 * @param sections of all reviews together
 * @param outputBurndown tokens of quota that an output token takes
 * @param planted findings in each section, which make the length of the answer
 */
record QuotaLoad(String name, int sections, int outputBurndown, int planted) {
    static final int REQUESTS_PER_MINUTE = 60;
    static final int TOKENS_PER_MINUTE = 200_000;
    static final int REVIEWS = 16;
    static final int SECTION_TOKENS = 1_500;
    static final int MAX_TOKENS = 4_000;
    static final String MODEL = "us.anthropic.claude-test-1:0";
    static final ModelQuota QUOTA = ModelQuota.perMinute(REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE);

    private static final Latency LATENCY = Latency.logNormal(Duration.ofSeconds(3), 0.4);

    /** The requests are what runs out: output tokens count once. */
    static QuotaLoad ofRequests(int sections) {
        return new QuotaLoad("requests", sections, 1, 2);
    }

    /** The tokens are what runs out: output tokens count five times, and answers are longer. */
    static QuotaLoad ofTokens(int sections) {
        return new QuotaLoad("tokens", sections, 5, 8);
    }

    /** Has a peer ask for everything. */
    QuotaResult run(QuotaPeer peer) throws InterruptedException {
        FakeModel model = FakeModel.builder(MODEL)
                .quota(QUOTA)
                .outputBurndown(outputBurndown)
                .build();
        try (FakeBedrock bedrock = FakeBedrock.builder()
                .model(model)
                .random(RandomGenerator.of("L64X128MixRandom"))
                .withoutBodies()
                .start()) {
            bedrock.otherwise(new ScriptedModel(LATENCY));
            long start = System.nanoTime();
            int failed = peer.review(documents(), bedrock.endpoint(), outputBurndown);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<RecordedCall> calls = bedrock.calls();
            return QuotaResult.of(this, peer, took, failed, calls);
        }
    }

    private List<Document> documents() {
        return IntStream.range(0, REVIEWS)
                .mapToObj(review -> Manuscript.of(
                        "Q%d".formatted(review), (sections + REVIEWS - 1 - review) / REVIEWS, SECTION_TOKENS, planted))
                .toList();
    }
}
