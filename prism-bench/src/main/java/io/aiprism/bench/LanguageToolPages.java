package io.aiprism.bench;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.languagetool.LanguageToolAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Can so many pages be checked in this heap, with a checker for each processor? Called with the number of pages. */
public final class LanguageToolPages {
    private LanguageToolPages() {}

    /** Checks the pages, and prints how many milliseconds that took from the start of {@code main}. */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        var pages = new ProsePages(1);
        List<AnalysisRequest> requests = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            requests.add(ProsePages.request(pages.next()));
        }
        int found = 0;
        try (ExecutorService threads =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                var analyzer = new LanguageToolAnalyzer()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (AnalysisRequest request : requests) {
                results.add(threads.submit(() -> analyzer.analyze(request, AnalysisContext.direct())
                        .findings()
                        .size()));
            }
            for (Future<Integer> result : results) {
                found += result.get();
            }
        }
        if (found == 0) {
            throw new IllegalStateException("no mistakes were found");
        }
        System.out.println((System.nanoTime() - start) / 1_000_000);
    }
}
