package io.aiprism.analysis.structure;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import java.util.List;

/** Looks at the structure of a document, without a model. Immutable and thread-safe. */
public final class StructureAnalyzer implements Analyzer {
    /** Creates an analyzer with default options. */
    public StructureAnalyzer() {}

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Scope scope() {
        return Scope.DOCUMENT;
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) {
        return AnalysisResult.complete(this, List.of());
    }
}
