package io.aiprism.docx;

import java.util.HashMap;
import java.util.Map;

/** What became of the suggestions, by the id of their comment. */
final class Suggestions {
    private final Map<Integer, Suggestion> made = new HashMap<>();

    void put(int commentId, Suggestion suggestion) {
        made.put(commentId, suggestion);
    }

    Suggestion of(int commentId) {
        return made.getOrDefault(commentId, Suggestion.NONE);
    }
}
