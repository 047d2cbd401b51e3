package io.aiprism.review;

import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import java.util.Comparator;

/** Findings by where their words begin, then by where they end, then by severity; the id decides the rest. */
record DocumentOrder(Document document) implements Comparator<Finding> {
    @Override
    public int compare(Finding a, Finding b) {
        return Comparator.<Finding>comparingInt(
                        finding -> document.indexOf(finding.span().startBlock()))
                .thenComparingInt(finding -> finding.span().startOffset())
                .thenComparingInt(finding -> document.indexOf(finding.span().endBlock()))
                .thenComparingInt(finding -> finding.span().endOffset())
                .thenComparing(Finding::severity)
                .thenComparing(Finding::id)
                .compare(a, b);
    }
}
