package io.aiprism.examples.cli;

import static java.util.Objects.requireNonNull;

import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import io.aiprism.finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is to be reviewed, and what is to come of it: all that another process needs to go on with a review, or to write its
 * results.
 *
 * @param name of the document
 * @param base64 the document's bytes
 * @param view which side of tracked changes is read
 * @param guessHeadings whether short bold lines are taken for headings
 * @param checklist what to look for
 * @param analyzers names of those that look at it; empty where a worker chooses
 * @param minSeverity what matters less is left out
 * @param failOn findings of this severity or above make the command end with 1
 * @param author of comments
 * @param suggestEdits whether replacements are written as tracked changes
 * @param files where results go
 * @param command the same for all documents of one command
 */
record ReviewOrder(
        String name,
        String base64,
        RevisionView view,
        boolean guessHeadings,
        Checklist checklist,
        List<String> analyzers,
        Optional<Severity> minSeverity,
        Optional<Severity> failOn,
        String author,
        boolean suggestEdits,
        Files files,
        String command) {
    ReviewOrder {
        requireNonNull(name, "name");
        requireNonNull(base64, "base64");
        requireNonNull(view, "view");
        requireNonNull(checklist, "checklist");
        analyzers = List.copyOf(analyzers);
        requireNonNull(minSeverity, "minSeverity");
        requireNonNull(failOn, "failOn");
        requireNonNull(author, "author");
        requireNonNull(files, "files");
        requireNonNull(command, "command");
    }

    /** Absolute names of the files that are to be written; see {@link Outputs.Targets}. */
    record Files(Optional<String> word, Optional<String> html, Optional<String> json, Optional<String> markdown) {
        static Files of(Outputs.Targets targets) {
            return new Files(
                    targets.word().map(Files::absolute),
                    targets.html().map(Files::absolute),
                    targets.json().map(Files::absolute),
                    targets.markdown().map(Files::absolute));
        }

        Outputs.Targets targets() {
            return new Outputs.Targets(
                    word.map(Path::of), html.map(Path::of), json.map(Path::of), markdown.map(Path::of));
        }

        private static String absolute(Path path) {
            return path.toAbsolutePath().normalize().toString();
        }
    }

    static String bytesOf(DocumentSource source) throws IOException {
        try (InputStream in = source.open()) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        }
    }

    DocumentSource source() {
        return DocumentSource.of(name, Base64.getDecoder().decode(base64));
    }

    ReadOptions reading() {
        return ReadOptions.DEFAULT.withView(view).withGuessHeadings(guessHeadings);
    }

    Document document() throws IOException {
        return DocumentReaders.installed().read(source(), reading());
    }

    WordCopy.Style style() {
        return new WordCopy.Style(author, suggestEdits, reading());
    }
}
