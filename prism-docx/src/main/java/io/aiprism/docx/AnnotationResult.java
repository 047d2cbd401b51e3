package io.aiprism.docx;

import java.util.List;

/**
 * What became of the comments of one document.
 *
 * @param anchorings one for each comment, in the order in which they were given
 */
public record AnnotationResult(List<Anchoring> anchorings) {
    public AnnotationResult {
        anchorings = List.copyOf(anchorings);
    }

    /** The comments that are not in the written document. */
    public List<Anchoring.NotAnchored> notAnchored() {
        return anchorings.stream()
                .filter(Anchoring.NotAnchored.class::isInstance)
                .map(Anchoring.NotAnchored.class::cast)
                .toList();
    }
}
