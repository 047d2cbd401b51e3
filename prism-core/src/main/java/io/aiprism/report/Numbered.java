package io.aiprism.report;

import io.aiprism.finding.Finding;
import io.aiprism.review.DecidedFinding;

/**
 * A finding and its number on the page.
 *
 * @param number 1 for the first
 * @param decided the finding
 */
record Numbered(int number, DecidedFinding decided) {
    Finding finding() {
        return decided.finding();
    }

    /** What its card is called by links. */
    String card() {
        return "finding-" + number;
    }

    /** What the first of its words are called by links. */
    String words() {
        return "words-" + number;
    }

    /** The class that gives it its colour. */
    String tone() {
        return finding().severity().label();
    }
}
