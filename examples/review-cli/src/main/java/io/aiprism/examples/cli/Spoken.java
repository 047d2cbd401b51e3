package io.aiprism.examples.cli;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * An analyzer that says what it has looked at, a line for each.
 *
 * @param analyzer looks at it
 * @param err takes the lines
 */
record Spoken(Analyzer analyzer, PrintStream err) implements Analyzer {
    @Override
    public String name() {
        return analyzer.name();
    }

    @Override
    public String version() {
        return analyzer.version();
    }

    @Override
    public Scope scope() {
        return analyzer.scope();
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception {
        long begin = System.nanoTime();
        boolean done = false;
        int findings = 0;
        try {
            AnalysisResult result = analyzer.analyze(request, context);
            findings = result.findings().size();
            done = true;
            return result;
        } finally {
            err.printf(
                    Locale.ROOT,
                    "%s (%s): %s, %.1f s%n",
                    place(request),
                    name(),
                    done ? Summary.count(findings, "finding") : context.isCancelled() ? "interrupted" : "failed",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 1000.0);
        }
    }

    private static String place(AnalysisRequest request) {
        return switch (request) {
            case AnalysisRequest.OfSection one -> "%s › %s".formatted(one.documentName(), Summary.title(one.section()));
            case AnalysisRequest.OfDocument all -> all.documentName();
        };
    }
}
