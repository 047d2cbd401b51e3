package io.aiprism.examples.cli;

import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import picocli.CommandLine.Option;

/** The options that say how documents are read. */
final class Reading {
    @Option(
            names = "--view",
            paramLabel = "VIEW",
            description = "Which side of tracked changes is read: final or original. Default: final.")
    private RevisionView view = RevisionView.FINAL;

    @Option(
            names = "--guess-headings",
            description = "Take short bold lines for headings where a Word document has none.")
    private boolean guessHeadings;

    ReadOptions options() {
        return ReadOptions.DEFAULT.withView(view).withGuessHeadings(guessHeadings);
    }
}
