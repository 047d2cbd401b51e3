package io.aiprism.document;

import static java.util.Objects.requireNonNull;

/**
 * How a document is read.
 *
 * @param view which side of tracked changes is read
 * @param limits how large it may be
 * @param maxSectionTokens sections longer than this are split at block borders, in tokens as estimated by
 *     {@link Sections#estimateTokens}
 * @param guessHeadings whether short bold lines are taken for headings where a document has none, by readers of formats that
 *     know bold text; such headings have {@link HeadingSource#GUESS}
 */
public record ReadOptions(RevisionView view, DocumentLimits limits, int maxSectionTokens, boolean guessHeadings) {
    /** The final view, default limits, sections of at most 4,000 tokens, no guessed headings. */
    public static final ReadOptions DEFAULT = new ReadOptions(RevisionView.FINAL, DocumentLimits.DEFAULT, 4_000, false);

    public ReadOptions {
        requireNonNull(view, "view");
        requireNonNull(limits, "limits");
        if (maxSectionTokens <= 0) {
            throw new IllegalArgumentException("maxSectionTokens must be positive, was " + maxSectionTokens);
        }
    }

    /** These options with another view. */
    public ReadOptions withView(RevisionView view) {
        return new ReadOptions(view, limits, maxSectionTokens, guessHeadings);
    }

    /** These options with other limits. */
    public ReadOptions withLimits(DocumentLimits limits) {
        return new ReadOptions(view, limits, maxSectionTokens, guessHeadings);
    }

    /** These options with another bound on the length of sections, in tokens. */
    public ReadOptions withMaxSectionTokens(int maxSectionTokens) {
        return new ReadOptions(view, limits, maxSectionTokens, guessHeadings);
    }

    /** These options with or without guessed headings. */
    public ReadOptions withGuessHeadings(boolean guessHeadings) {
        return new ReadOptions(view, limits, maxSectionTokens, guessHeadings);
    }
}
