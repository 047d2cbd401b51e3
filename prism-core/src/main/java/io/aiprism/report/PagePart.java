package io.aiprism.report;

import io.aiprism.review.SectionResult;
import java.util.List;

/**
 * A section that the page shows, because something was found there or not everything was looked at.
 *
 * @param number 1 for the first
 * @param section the section
 * @param findings about words that begin there
 * @param unfinished analyses of the section that did not look at everything
 */
record PagePart(int number, ReportSection section, List<Numbered> findings, List<SectionResult> unfinished) {
    /** What links call it. */
    String anchor() {
        return "section-" + number;
    }

    /** The class that gives it the colour of its most severe finding. */
    String tone() {
        return findings.stream()
                .map(finding -> finding.finding().severity())
                .min(Enum::compareTo)
                .map(severity -> severity.label())
                .orElse("neutral");
    }
}
