package io.aiprism.bench;

import io.aiprism.Prism;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.bedrock.BedrockBackend;
import io.aiprism.bedrock.BedrockCredentials;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.executor.virtualthreads.VirtualThreadTasks;
import io.aiprism.finding.Finding;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.ledger.LedgerTotals;
import io.aiprism.model.ModelBackend;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * Reviews by a model that does everything wrong that models on Bedrock do, and an account of what came of it. What the model means to
 * report is known for each section, and so is what it did wrong there.
 *
 * @param streamed whether answers come in event streams, and more can go wrong with them
 * @param sections of all reviews together
 * @param faultShare share of the model's answers that are faulty
 * @param seed of the faults
 * @param responseTimeout after which a call without an answer is given up
 * @param retry of analyses that have failed with all that the gateway did
 * @param gateway what stands around the calls
 */
record FaultRun(
        boolean streamed,
        int sections,
        double faultShare,
        long seed,
        Duration responseTimeout,
        RetryPolicy retry,
        Function<ModelBackend, ModelGateway> gateway) {
    private static final int SECTIONS_PER_REVIEW = 100;
    private static final int SECTION_TOKENS = 300;
    private static final int PLANTED = 3;
    private static final int CONCURRENCY = 64;

    /**
     * What came of it.
     *
     * @param took for all reviews
     * @param results sections and results: exactly one each, if both are the same
     * @param complete results that say that everything was looked at
     * @param withGap results that say that not everything was looked at, or nothing
     * @param lost findings that a complete result does not have
     * @param inGaps findings missing in results that say so
     * @param doubled findings that a result has more than once
     * @param invented findings that the model did not mean, or elsewhere
     * @param unexplained sections with a gap, where the model did nothing wrong that makes one and at most one other thing
     * @param sent requests that the server has seen
     * @param totals of the ledger
     * @param faults what the model did wrong, and how often
     * @param remarks what is wrong with the results, if anything
     */
    record Outcome(
            Duration took,
            Set<String> sections,
            int results,
            int complete,
            int withGap,
            int lost,
            int inGaps,
            int doubled,
            int invented,
            int unexplained,
            int sent,
            LedgerTotals totals,
            Map<ModelFault, Integer> faults,
            List<String> remarks) {}

    /** Runs all reviews at once. */
    Outcome run() throws InterruptedException {
        var model = new FaultyModel(ModelFault.all(streamed), faultShare, seed);
        try (FakeBedrock bedrock = FakeBedrock.builder().withoutBodies().start();
                // Without TLS, HTTP/2 cannot be agreed on.
                SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(CONCURRENCY)
                        .readTimeout(responseTimeout)
                        .build()) {
            bedrock.otherwise(model);
            var builder = BedrockBackend.builder(QuotaLoad.MODEL, QuotaPeer.REGION)
                    .endpoint(bedrock.endpoint())
                    .credentials(new BedrockCredentials.Provided(QuotaPeer.CREDENTIALS))
                    .responseTimeout(responseTimeout);
            if (streamed) {
                builder.streaming(http).sendByStream(true);
            }
            BedrockBackend backend = builder.build();
            var config = TaskManagerConfig.builder()
                    .maxConcurrency(CONCURRENCY)
                    .retry(retry)
                    .build();
            try (ModelGateway through = gateway.apply(backend);
                    TaskManager tasks = VirtualThreadTasks.manager(config);
                    Prism prism = Prism.builder(tasks)
                            .analyzer(ModelAnalyzer.builder(through).build())
                            .build()) {
                long start = System.nanoTime();
                List<Review> reviews = documents().stream()
                        .map(document -> prism.review(document, QuotaPeer.CHECKLIST))
                        .toList();
                var count = new Count(model);
                for (Review review : reviews) {
                    count.add(review.document(), review.await());
                }
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                return count.outcome(
                        took, bedrock.calls().size(), through.ledger().totals());
            }
        }
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int left = sections; left > 0; left -= SECTIONS_PER_REVIEW) {
            documents.add(Manuscript.of(
                    "F%d".formatted(documents.size()), Math.min(left, SECTIONS_PER_REVIEW), SECTION_TOKENS, PLANTED));
        }
        return documents;
    }

    /** Compares results with what the script knows. Not thread-safe. */
    private static final class Count {
        private final FaultyModel model;
        private final Set<String> sections = new HashSet<>();
        private final List<String> remarks = new ArrayList<>();
        private int results;
        private int complete;
        private int withGap;
        private int lost;
        private int inGaps;
        private int doubled;
        private int invented;
        private int unexplained;

        Count(FaultyModel model) {
            this.model = model;
        }

        void add(Document document, ReviewResult result) {
            document.sections().forEach(section -> sections.add(document.name() + "/" + section.id()));
            Map<String, SectionResult> bySection = new HashMap<>();
            for (SectionResult row : result.sections()) {
                String id = row.subject().sectionId().orElse("");
                results++;
                if (bySection.putIfAbsent(id, row) != null) {
                    remarks.add("%s/%s has two results".formatted(document.name(), id));
                }
            }
            for (Section section : document.sections()) {
                SectionResult row = bySection.get(section.id());
                if (row == null) {
                    remarks.add("%s/%s has no result".formatted(document.name(), section.id()));
                } else {
                    add(document, section, row);
                }
            }
        }

        private void add(Document document, Section section, SectionResult row) {
            List<String> planted = Manuscript.plantedIn(section.text());
            Set<String> missing = new HashSet<>(planted);
            Set<String> seen = new HashSet<>();
            for (Finding finding : row.findings()) {
                String words = document.text(finding.span());
                if (!planted.contains(words) || !finding.sectionId().equals(section.id())) {
                    invented++;
                    remarks.add("%s/%s: invented '%s'".formatted(document.name(), section.id(), words));
                } else if (!seen.add(words)) {
                    doubled++;
                    remarks.add("%s/%s: twice '%s'".formatted(document.name(), section.id(), words));
                }
                missing.remove(words);
            }
            if (row instanceof SectionResult.Analyzed) {
                complete++;
                lost += missing.size();
                missing.forEach(
                        words -> remarks.add("%s/%s: lost '%s'".formatted(document.name(), section.id(), words)));
            } else {
                withGap++;
                inGaps += missing.size();
                explain(document, section, row, planted);
            }
        }

        private void explain(Document document, Section section, SectionResult row, List<String> planted) {
            Set<ModelFault> faults = model.faults(planted.getFirst());
            planted.forEach(sentence -> faults.addAll(model.faults(sentence)));
            boolean explained =
                    faults.size() > 1 || faults.stream().anyMatch(fault -> fault.effect() == ModelFault.Effect.GAP);
            if (!explained) {
                unexplained++;
                remarks.add("%s/%s: after %s: %s".formatted(document.name(), section.id(), faults, row));
            }
        }

        Outcome outcome(Duration took, int sent, LedgerTotals totals) {
            return new Outcome(
                    took,
                    sections,
                    results,
                    complete,
                    withGap,
                    lost,
                    inGaps,
                    doubled,
                    invented,
                    unexplained,
                    sent,
                    totals,
                    model.counts(),
                    remarks);
        }
    }
}
