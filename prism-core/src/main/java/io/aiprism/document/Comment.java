package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A comment that somebody has left in a document. It is not part of the document's text.
 *
 * @param id unique among the comments of the document
 * @param replyTo the id of the comment that this one answers, if it is a reply
 * @param author as the document names them; may be empty
 * @param date when it was written, if the document says so; without a time zone it is taken for UTC
 * @param resolved whether the thread has been marked as done
 * @param text what it says, paragraphs joined by one line feed
 * @param span the words it is about; of no length where it points between two words, absent where it points to none
 */
public record Comment(
        String id,
        Optional<String> replyTo,
        String author,
        Optional<Instant> date,
        boolean resolved,
        String text,
        Optional<Span> span) {
    public Comment {
        requireNonNull(id, "id");
        requireNonNull(replyTo, "replyTo");
        requireNonNull(author, "author");
        requireNonNull(date, "date");
        requireNonNull(text, "text");
        requireNonNull(span, "span");
    }
}
