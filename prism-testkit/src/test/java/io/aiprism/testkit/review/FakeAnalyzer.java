package io.aiprism.testkit.review;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** An analyzer that does what a test says, or else finds every “bad” in every block. */
record FakeAnalyzer(String name, Scope scope, Body body) implements Analyzer {
    interface Body {
        AnalysisResult analyze(Analyzer self, AnalysisRequest request, AnalysisContext context) throws Exception;
    }

    static FakeAnalyzer ofSections(Body body) {
        return new FakeAnalyzer("fake", Scope.SECTION, body);
    }

    static FakeAnalyzer findingBad(String name, Scope scope) {
        return new FakeAnalyzer(
                name, scope, (self, request, context) -> AnalysisResult.complete(self, bad(self, request)));
    }

    static List<Finding> bad(Analyzer self, AnalysisRequest request) {
        List<Section> sections = switch (request) {
            case AnalysisRequest.OfSection one -> List.of(one.section());
            case AnalysisRequest.OfDocument all -> all.sections();
        };
        List<Finding> findings = new ArrayList<>();
        for (Section section : sections.reversed()) {
            for (Block block : section.blocks()) {
                for (int at = block.text().indexOf("bad");
                        at >= 0;
                        at = block.text().indexOf("bad", at + 1)) {
                    findings.add(finding(self, section, Span.within(block.id(), at, at + 3))
                            .build());
                }
            }
        }
        return findings;
    }

    static FindingBuilder finding(Analyzer self, Section section, Span span) {
        return Finding.in(section, span, Provenance.of(self.name(), self.version(), "bad"))
                .severity(Severity.IMPORTANT)
                .category("test")
                .title("Bad")
                .description("This is bad.");
    }

    @Override
    public String version() {
        return "7";
    }

    @Override
    public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception {
        return body.analyze(this, request, context);
    }
}
