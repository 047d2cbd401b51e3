package io.aiprism.examples.cli;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Finds the first letter of each section. Leaves a file for each call in the folder {@code gated.folder}, if there is one; where
 * {@code gated.calls} is set, calls after so many do not return.
 */
public final class GatedAnalyzer implements Analyzer {
    static final String FOLDER = "gated.folder";
    static final String CALLS = "gated.calls";

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
        return Scope.SECTION;
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context)
            throws IOException, InterruptedException {
        Section section = ((AnalysisRequest.OfSection) request).section();
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            Files.createTempFile(Path.of(folder), section.id() + "-", ".call");
            if (calls(Path.of(folder)).size() > Integer.getInteger(CALLS, Integer.MAX_VALUE)) {
                new CountDownLatch(1).await();
            }
        }
        Block block = section.blocks().getFirst();
        return AnalysisResult.complete(
                this,
                List.of(Finding.in(section, Span.within(block.id(), 0, 1), Provenance.of("gated", "1", "letter"))
                        .severity(Severity.SUGGESTION)
                        .category("test")
                        .title("Letter")
                        .description("This is a letter.")
                        .build()));
    }

    /** The ids of the sections of all calls. */
    static List<String> calls(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.lastIndexOf('-')))
                    .toList();
        }
    }
}
