package io.aiprism.examples.http;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Finds nothing, and only when the gate is open. */
final class GatedAnalyzer implements Analyzer {
    private final Scope scope;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Semaphore begun = new Semaphore(0);

    GatedAnalyzer() {
        this(Scope.DOCUMENT);
    }

    GatedAnalyzer(Scope scope) {
        this.scope = scope;
    }

    void awaitBegun(int analyses) throws InterruptedException {
        begun.acquire(analyses);
    }

    void open() {
        gate.countDown();
    }

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws InterruptedException {
        begun.release();
        gate.await();
        return AnalysisResult.complete(this, List.of());
    }
}
