package io.aiprism.docx;

import io.aiprism.document.Span;
import io.aiprism.docx.Anchoring.Anchored;
import java.util.HashMap;
import java.util.Map;

/** What became of comments and their suggestions while they were written, by the id of the comment. */
final class Outcomes {
    private final Map<Integer, Suggestion> suggestions = new HashMap<>();
    private final Map<Integer, Integer> starts = new HashMap<>();
    private final Map<Integer, Integer> ends = new HashMap<>();

    void suggestion(int commentId, Suggestion suggestion) {
        suggestions.put(commentId, suggestion);
    }

    /** A comment begins at this offset of the text of its first block. */
    void starts(int commentId, int offset) {
        starts.put(commentId, offset);
    }

    /** A comment ends at this offset of the text of its last block. */
    void ends(int commentId, int offset) {
        ends.put(commentId, offset);
    }

    /** What was planned, as it was written. */
    Anchored of(Anchored planned) {
        int id = planned.commentId();
        Span span = planned.covered();
        return new Anchored(
                planned.comment(),
                id,
                new Span(
                        span.startBlock(),
                        starts.getOrDefault(id, span.startOffset()),
                        span.endBlock(),
                        ends.getOrDefault(id, span.endOffset())),
                suggestions.getOrDefault(id, Suggestion.NONE));
    }
}
