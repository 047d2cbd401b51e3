package io.aiprism.report;

import io.aiprism.document.Document;
import io.aiprism.finding.Grounding;
import io.aiprism.review.DecidedFinding;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the findings of a report stand in a document.
 *
 * @param sameVersion whether the document is, byte for byte, the one that was reviewed
 * @param findings those whose words were found, at their place in the document, in the report's order
 * @param misses those whose words were not found
 */
public record Regrounding(boolean sameVersion, List<DecidedFinding> findings, List<Miss> misses) {
    public Regrounding {
        findings = List.copyOf(findings);
        misses = List.copyOf(misses);
    }

    /**
     * A finding without a place in the document.
     *
     * @param finding as the report has it
     * @param reason why its words were not found
     */
    public record Miss(DecidedFinding finding, Grounding.Reason reason) {
        /** The reason for people, for example {@code "its words stand nowhere in the document"}. */
        public String message() {
            return switch (reason) {
                case GONE -> "its words stand nowhere in the document";
                case AMBIGUOUS ->
                    "its words stand in the document more than once, and nothing tells which place is meant";
            };
        }
    }

    static Regrounding of(Report report, Document document) {
        List<DecidedFinding> findings = new ArrayList<>();
        List<Miss> misses = new ArrayList<>();
        for (DecidedFinding decided : report.findings()) {
            switch (Grounding.of(decided.finding(), document)) {
                case Grounding.Found found -> findings.add(new DecidedFinding(found.grounded(), decided.decision()));
                case Grounding.Missed missed -> misses.add(new Miss(decided, missed.reason()));
            }
        }
        return new Regrounding(report.document().hash().equals(document.hash()), findings, misses);
    }
}
