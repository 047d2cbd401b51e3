package io.aiprism.docx;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import io.aiprism.docx.Anchoring.NotAnchored;
import io.aiprism.docx.Anchoring.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which marks go into which paragraphs of the main part.
 *
 * @param marks by the paragraph's number
 * @param written the comments that get marks, with their ids
 * @param anchorings what becomes of each comment, in the order given
 */
record AnchorPlan(Map<Integer, List<Mark>> marks, List<Anchoring.Anchored> written, List<Anchoring> anchorings) {
    static AnchorPlan of(Reading reading, String mainPart, List<DocxComment> comments, AnnotationIds ids) {
        var plan = new AnchorPlan(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (DocxComment comment : comments) {
            plan.add(reading, mainPart, comment, ids);
        }
        return plan;
    }

    private void add(Reading reading, String mainPart, DocxComment comment, AnnotationIds ids) {
        Document document = reading.document();
        Span span = comment.span();
        Optional<NotAnchored> refused = refusal(document, comment);
        if (refused.isPresent()) {
            anchorings.add(refused.get());
            return;
        }
        RawBlock first = reading.found().get(document.indexOf(span.startBlock()));
        RawBlock last = reading.found().get(document.indexOf(span.endBlock()));
        for (RawBlock block : List.of(first, last)) {
            if (!block.part().equals(mainPart) || block.place().story() != Story.BODY) {
                anchorings.add(new NotAnchored(
                        comment,
                        Reason.NO_COMMENTS_THERE,
                        "Word takes no comments in a %s".formatted(block.place().story())));
                return;
            }
        }
        var anchored = new Anchoring.Anchored(comment, ids.next());
        Span covered = covering(span, first.text());
        mark(first, new Mark(anchored.commentId(), true, covered.startOffset()));
        mark(last, new Mark(anchored.commentId(), false, covered.endOffset()));
        written.add(anchored);
        anchorings.add(anchored);
    }

    private void mark(RawBlock block, Mark mark) {
        marks.computeIfAbsent(block.ordinal(), ordinal -> new ArrayList<>()).add(mark);
    }

    private static Optional<NotAnchored> refusal(Document document, DocxComment comment) {
        Span span = comment.span();
        for (String id : List.of(span.startBlock(), span.endBlock())) {
            if (document.block(id).isEmpty()) {
                return Optional.of(new NotAnchored(
                        comment, Reason.UNKNOWN_BLOCK, "%s has no block %s".formatted(document.name(), id)));
            }
        }
        int first = document.indexOf(span.startBlock());
        int last = document.indexOf(span.endBlock());
        Block start = document.blocks().get(first);
        // A range that touches a block only with its outermost end has no word there to hold on to.
        boolean outside = !document.contains(span)
                || (first < last && (span.startOffset() == start.text().length() || span.endOffset() == 0));
        return outside
                ? Optional.of(new NotAnchored(
                        comment, Reason.OUTSIDE_TEXT, "%s does not lie within %s".formatted(span, document.name())))
                : Optional.empty();
    }

    /** The span, widened to one character if it is empty. */
    private static Span covering(Span span, String text) {
        if (!span.startBlock().equals(span.endBlock()) || span.startOffset() < span.endOffset()) {
            return span;
        }
        int start = Math.min(span.startOffset(), text.length() - 1);
        return Span.within(span.startBlock(), start, start + 1);
    }
}
