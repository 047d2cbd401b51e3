package io.aiprism.bench;

import io.aiprism.Prism;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.bedrock.BedrockBackend;
import io.aiprism.bedrock.BedrockCredentials;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.FakeModel;
import io.aiprism.bedrock.testkit.Latency;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.document.Document;
import io.aiprism.executor.virtualthreads.VirtualThreadTasks;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.gateway.ledger.LedgerEntry;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.TokenUsage;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The part of {@link GatewayGroup} about cost, as the ledger has it. */
final class GatewayCost {
    private static final double GOAL_SAVED = 0.6;
    // A catalogue model with a known minimum for caching, a burn-down and prices.
    private static final String MODEL = "us.anthropic.claude-sonnet-4-6";
    private static final int MINIMUM_CACHED_TOKENS = 1_024;
    private static final int SECTIONS = 20;
    private static final int EDITED = 7;
    private static final int PLANTED = 2;
    private static final int CHECKLIST_TOKENS = 4_000;
    private static final int CHECKPOINTS = 40;
    private static final int CONCURRENCY = 16;

    /** What a review has cost. */
    private record Bill(String review, long calls, TokenUsage tokens, BigDecimal cost) {}

    private final List<Bill> bills = new ArrayList<>();
    private long prefix;
    private long firstTime;

    private GatewayCost() {}

    /** Makes all reviews. */
    static GatewayCost measure() throws InterruptedException {
        System.err.println("cost");
        var cost = new GatewayCost();
        Document document = Manuscript.of("cost", SECTIONS, QuotaLoad.SECTION_TOKENS, PLANTED);
        Document edited = Manuscript.edited(document, EDITED);
        cost.session(null, false, session -> {
            cost.bill("first, without prompt cache", session, prism -> prism.review(document, checklist()));
        });
        cost.session(CacheTtl.FIVE_MINUTES, false, session -> {
            ReviewResult first = cost.bill("first", session, prism -> prism.review(document, checklist()));
            cost.remember(session, first);
            cost.bill(
                    "again after an edit, with the first one's result",
                    session,
                    prism -> prism.reviewAgain(first, edited, checklist()));
        });
        cost.session(CacheTtl.FIVE_MINUTES, true, session -> {
            cost.bill("first, with answer cache", session, prism -> prism.review(document, checklist()));
            cost.bill(
                    "again after an edit, knowing nothing of the first one",
                    session,
                    prism -> prism.review(edited, checklist()));
        });
        return cost;
    }

    Table table() {
        var table = new Table(
                "review", "calls", "input, full price", "cache read", "cache written", "output", "USD by the ledger");
        for (Bill bill : bills) {
            table.add(
                    bill.review(),
                    bill.calls(),
                    bill.tokens().input(),
                    bill.tokens().cacheRead(),
                    bill.tokens().cacheWrite(),
                    bill.tokens().output(),
                    "%.4f".formatted(bill.cost()));
        }
        return table;
    }

    void goals(Goals goals) {
        TokenUsage without = bills.get(0).tokens();
        TokenUsage with = bills.get(1).tokens();
        double saved = 1 - (double) with.input() / without.input();
        double savedWithWrites = 1 - (double) (with.input() + with.cacheWrite()) / without.input();
        goals.add(
                "first review with a checklist of 4,000 tokens: at least 60 % fewer full-price input tokens",
                "%.1f %% (what is written to the cache counted in: %.1f %%)"
                        .formatted(100 * saved, 100 * savedWithWrites),
                savedWithWrites >= GOAL_SAVED);
        for (Bill again : List.of(bills.get(2), bills.get(4))) {
            goals.add(
                    "%s: at most the edited section and the prefix".formatted(again.review()),
                    "%d of %d input tokens (prefix %d)".formatted(again.tokens().totalInput(), firstTime, prefix),
                    again.calls() == 1 && again.tokens().totalInput() <= firstTime);
        }
    }

    /** What can be billed again at most: the prefix, and what the section came to when it was looked at first. */
    private void remember(Session session, ReviewResult first) {
        String id = first.sections().get(EDITED).subject().sectionId().orElseThrow();
        for (LedgerEntry entry : session.gateway().ledger().entries()) {
            if (entry instanceof LedgerEntry.Attempt attempt) {
                TokenUsage usage = attempt.usage().orElseThrow();
                prefix = Math.max(prefix, usage.cacheWrite());
                if (id.equals(attempt.context().tags().get("prism.section"))) {
                    firstTime = usage.totalInput();
                }
            }
        }
    }

    private ReviewResult bill(String name, Session session, Function<Prism, Review> review)
            throws InterruptedException {
        var before = session.gateway().ledger().totals();
        ReviewResult result = review.apply(session.prism()).await();
        if (!result.complete() || result.findings().size() != SECTIONS * PLANTED) {
            throw new IllegalStateException("the review '%s' is not complete: %s, %d findings"
                    .formatted(name, result.unfinished(), result.findings().size()));
        }
        var after = session.gateway().ledger().totals();
        bills.add(new Bill(
                name,
                after.attempts() - before.attempts(),
                minus(after.tokens(), before.tokens()),
                after.cost().subtract(before.cost())));
        return result;
    }

    private static TokenUsage minus(TokenUsage all, TokenUsage earlier) {
        return new TokenUsage(
                all.input() - earlier.input(),
                all.cacheRead() - earlier.cacheRead(),
                all.cacheWrite5m() - earlier.cacheWrite5m(),
                all.cacheWrite1h() - earlier.cacheWrite1h(),
                all.output() - earlier.output());
    }

    /** A gateway and a Prism that asks through it. */
    private record Session(ModelGateway gateway, Prism prism) {}

    /** What is done with a session. */
    private interface Work {
        void with(Session session) throws InterruptedException;
    }

    private void session(@Nullable CacheTtl promptCache, boolean answerCache, Work work) throws InterruptedException {
        FakeModel model = FakeModel.builder(MODEL)
                .minimumCachedTokens(MINIMUM_CACHED_TOKENS)
                .build();
        try (FakeBedrock bedrock =
                FakeBedrock.builder().model(model).withoutBodies().start()) {
            bedrock.otherwise(new ScriptedModel(Latency.fixed(Duration.ofMillis(100))));
            var gateway = ModelGateway.builder(BedrockBackend.builder(MODEL, QuotaPeer.REGION)
                    .endpoint(bedrock.endpoint())
                    .credentials(new BedrockCredentials.Provided(QuotaPeer.CREDENTIALS))
                    .build());
            if (answerCache) {
                gateway.cache(InMemoryAnswerCache.builder().build());
            }
            try (ModelGateway built = gateway.build();
                    TaskManager tasks = VirtualThreadTasks.manager(TaskManagerConfig.ofMaxConcurrency(CONCURRENCY));
                    Prism prism = Prism.builder(tasks)
                            .analyzer(ModelAnalyzer.builder(built)
                                    .cacheTtl(promptCache)
                                    .build())
                            .build()) {
                work.with(new Session(built, prism));
            }
        }
    }

    private static Checklist checklist() {
        String text = Manuscript.of("checklist", 1, CHECKLIST_TOKENS, 0)
                .sections()
                .getFirst()
                .text()
                .replace('\n', ' ');
        int length = text.length() / CHECKPOINTS;
        List<Checkpoint> checkpoints = IntStream.range(0, CHECKPOINTS)
                .mapToObj(i -> new Checkpoint(
                        "c%d".formatted(i),
                        "Checkpoint %d".formatted(i),
                        // What stands around each, its id and title, is part of the tokens.
                        text.substring(i * length, (i + 1) * length - 14),
                        Optional.empty()))
                .toList();
        return new Checklist("cost", "1", "Cost", Locale.ROOT, checkpoints, List.of());
    }
}
