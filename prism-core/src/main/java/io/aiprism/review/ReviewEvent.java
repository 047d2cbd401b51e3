package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskEvent;
import java.util.Optional;

/**
 * Something that happened to one analysis of a review.
 *
 * @param review the review's id
 * @param cursor stands right after this event; reading from it goes on with the next one
 * @param sectionId the section; empty for an analysis of the document as a whole
 * @param analyzer name of the analyzer
 * @param event what happened to its task; numbered without gaps within that task
 */
public record ReviewEvent(
        GroupId review, ReviewCursor cursor, Optional<String> sectionId, String analyzer, TaskEvent event) {
    public ReviewEvent {
        requireNonNull(review, "review");
        requireNonNull(cursor, "cursor");
        requireNonNull(sectionId, "sectionId");
        requireNonNull(analyzer, "analyzer");
        requireNonNull(event, "event");
    }

    /** 1 for the first event that a reader gets from the start, and one more for each further one, without gaps. */
    public long sequence() {
        return cursor.sequence();
    }
}
