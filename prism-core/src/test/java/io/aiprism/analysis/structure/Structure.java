package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import java.util.List;
import java.util.Locale;

/** Runs the analyzer for tests, and checks what holds for all its findings. */
final class Structure {
    private static final Checklist EMPTY = new Checklist("test", "1", "Test", Locale.ROOT, List.of(), List.of());

    private Structure() {}

    static List<Finding> findings(StructureAnalyzer analyzer, Checklist checklist, Document document) {
        try {
            List<Finding> findings = analyzer.analyze(
                            AnalysisRequest.ofDocument(document, checklist), AnalysisContext.direct())
                    .findings();
            assertThat(findings).allSatisfy(finding -> {
                assertThat(finding.quote()).isEqualTo(document.text(finding.span()));
                assertThat(finding.standsIn(
                                document.section(finding.sectionId()).orElseThrow()))
                        .isTrue();
            });
            return findings;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The quotes of a rule's findings in a document from which the checklist requires nothing. */
    static List<String> quotes(String rule, Document document) {
        return findings(new StructureAnalyzer(), EMPTY, document).stream()
                .filter(finding -> finding.provenance().rule().equals(rule))
                .map(Finding::quote)
                .toList();
    }
}
