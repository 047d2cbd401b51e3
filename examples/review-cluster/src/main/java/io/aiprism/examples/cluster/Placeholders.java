package io.aiprism.examples.cluster;

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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is still to be written. It stands for an analyzer that takes its time, such as one that asks a model: it may be
 * run twice for a section, when its worker dies, and must not do harm then.
 *
 * @param worker what the process is called that it runs in
 */
record Placeholders(String worker) implements Analyzer {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b(TODO|TBD|XXX)\\b");

    @Override
    public String name() {
        return "placeholders";
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
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) {
        Section section = ((AnalysisRequest.OfSection) request).section();
        List<Finding> findings = new ArrayList<>();
        for (Block block : section.blocks()) {
            Matcher matcher = PLACEHOLDER.matcher(block.text());
            while (matcher.find()) {
                findings.add(Finding.in(
                                section,
                                Span.within(block.id(), matcher.start(), matcher.end()),
                                Provenance.of(name(), version(), "placeholder"))
                        .severity(Severity.IMPORTANT)
                        .category("completeness")
                        .title("Still to be written")
                        .description("This stands where something is still to be written.")
                        .build());
            }
        }
        System.out.println(worker + ": " + section.title());
        return AnalysisResult.complete(this, findings);
    }
}
