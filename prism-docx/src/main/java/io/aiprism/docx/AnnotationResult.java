package io.aiprism.docx;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the comments of one document.
 *
 * @param anchorings one for each comment, in the order in which they were given
 */
public record AnnotationResult(List<Anchoring> anchorings) {
    public AnnotationResult {
        anchorings = List.copyOf(anchorings);
    }

    /** The comments that stand at more words than their span covers; {@link Anchoring.Anchored#covered()} says at which. */
    public List<Anchoring.Anchored> widened() {
        return anchored()
                .filter(anchored ->
                        !anchored.covered().equals(anchored.comment().span()))
                .toList();
    }

    /** The comments whose replacement stands in the document as a tracked change. */
    public List<Anchoring.Anchored> tracked() {
        return anchored()
                .filter(anchored -> anchored.suggestion() == Suggestion.TRACKED)
                .toList();
    }

    /** The comments that are not in the written document. */
    public List<Anchoring.NotAnchored> notAnchored() {
        return all(Anchoring.NotAnchored.class).toList();
    }

    private Stream<Anchoring.Anchored> anchored() {
        return all(Anchoring.Anchored.class);
    }

    private <T extends Anchoring> Stream<T> all(Class<T> kind) {
        return anchorings.stream().filter(kind::isInstance).map(kind::cast);
    }
}
