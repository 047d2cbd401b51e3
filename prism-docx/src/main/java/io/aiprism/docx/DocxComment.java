package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A review comment to be written into a Word document.
 *
 * @param span the words it is about, in the document as {@link DocxReader} reads it; an empty one is widened to a character
 * @param author who wrote it, as Word shows it
 * @param initials of the author; may be empty
 * @param date when it was written; Word keeps whole seconds
 * @param paragraphs what it says, one text for each paragraph; at least one. Characters that XML cannot hold are replaced
 *     by U+FFFD
 * @param replacement what to write instead of the words, as a tracked change that readers accept or reject; the empty text
 *     deletes them
 */
public record DocxComment(
        Span span,
        String author,
        String initials,
        Instant date,
        List<String> paragraphs,
        Optional<String> replacement) {
    public DocxComment {
        requireNonNull(span, "span");
        requireNonNull(author, "author");
        requireNonNull(initials, "initials");
        requireNonNull(date, "date");
        requireNonNull(replacement, "replacement");
        paragraphs = List.copyOf(paragraphs);
        if (author.isBlank()) {
            throw new IllegalArgumentException("author must not be blank");
        }
        if (paragraphs.isEmpty()) {
            throw new IllegalArgumentException("a comment needs at least one paragraph");
        }
    }

    /** A comment that suggests no replacement. */
    public DocxComment(Span span, String author, String initials, Instant date, List<String> paragraphs) {
        this(span, author, initials, date, paragraphs, Optional.empty());
    }

    /** This comment with a suggestion of what to write instead. */
    public DocxComment suggesting(String text) {
        return new DocxComment(span, author, initials, date, paragraphs, Optional.of(text));
    }
}
