package io.aiprism.docx;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import io.aiprism.docx.Anchoring.Anchored;
import io.aiprism.docx.Anchoring.Moved;
import io.aiprism.docx.Anchoring.NotAnchored;
import io.aiprism.docx.Anchoring.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which marks go into which paragraphs of the main part, and what becomes of each comment. */
final class AnchorPlan {
    private final Reading reading;
    private final AnnotationIds ids;
    private final @Nullable RawBlock firstOfBody;
    private final Outcomes outcomes = new Outcomes();
    private final Map<Integer, List<Mark>> marks = new HashMap<>();
    private final Map<Integer, DocxComment> written = new HashMap<>();
    private final List<Anchoring> anchorings = new ArrayList<>();

    AnchorPlan(Reading reading, List<DocxComment> comments, AnnotationIds ids) {
        this.reading = reading;
        this.ids = ids;
        this.firstOfBody = reading.found().stream()
                .filter(block -> block.place().story() == Story.BODY)
                .findFirst()
                .orElse(null);
        for (DocxComment comment : comments) {
            Anchoring anchoring =
                    refusal(comment).<Anchoring>map(refused -> refused).orElseGet(() -> place(comment));
            anchorings.add(anchoring);
        }
    }

    /** The numbers of the paragraphs that get marks. */
    boolean marks(int ordinal) {
        return marks.containsKey(ordinal);
    }

    List<Mark> of(int ordinal) {
        return marks.getOrDefault(ordinal, List.of());
    }

    /** The comments that are written, by id in rising order. */
    List<Map.Entry<Integer, DocxComment>> written() {
        return written.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    /** Takes note of what becomes of comments while they are written. */
    Outcomes outcomes() {
        return outcomes;
    }

    /** What became of each comment, in the order given; complete when all have been written. */
    List<Anchoring> anchorings() {
        return anchorings.stream()
                .map(anchoring -> anchoring instanceof Anchored planned ? outcomes.of(planned) : anchoring)
                .toList();
    }

    private Anchoring place(DocxComment comment) {
        Span span = comment.span();
        RawBlock first = found(span.startBlock());
        RawBlock last = found(span.endBlock());
        if (first.place().story() != Story.BODY) {
            return move(comment, first);
        }
        int id = ids.next();
        if (last.place().story() != Story.BODY) {
            // Marks at the words of one flow and at the reference of another could stand the wrong way round.
            range(id, first, span.startOffset(), first, first.text().length());
            written.put(id, comment);
            return new Moved(comment, id, last.place().story());
        }
        Span covered = covering(span, first.text());
        range(id, first, covered.startOffset(), last, covered.endOffset());
        written.put(id, comment);
        var anchored = new Anchored(comment, id, covered, Suggestion.NONE);
        comment.replacement().ifPresent(text -> suggest(anchored, first, span, text));
        return anchored;
    }

    private void suggest(Anchored anchored, RawBlock first, Span span, String text) {
        if (span.startBlock().equals(span.endBlock()) && span.startOffset() < span.endOffset()) {
            mark(first.ordinal(), new Mark.Replacement(anchored, span.startOffset(), span.endOffset(), text));
        } else {
            outcomes.suggestion(anchored.commentId(), Suggestion.NOT_PLAIN_TEXT);
        }
    }

    private Anchoring move(DocxComment comment, RawBlock block) {
        Story story = block.place().story();
        Host host = block.host();
        if (host != null) {
            int id = ids.next();
            mark(host.ordinal(), new Mark.AroundReference(id, host.reference()));
            written.put(id, comment);
            return new Moved(comment, id, story);
        }
        if (firstOfBody == null) {
            return new NotAnchored(
                    comment,
                    Reason.NO_PLACE,
                    "Word takes no comments in a %s, and there is no other text".formatted(story));
        }
        int id = ids.next();
        range(id, firstOfBody, 0, firstOfBody, firstOfBody.text().length());
        written.put(id, comment);
        return new Moved(comment, id, story);
    }

    private void range(int id, RawBlock first, int start, RawBlock last, int end) {
        mark(first.ordinal(), new Mark.AtText(id, true, start));
        mark(last.ordinal(), new Mark.AtText(id, false, end));
    }

    private void mark(int ordinal, Mark mark) {
        marks.computeIfAbsent(ordinal, key -> new ArrayList<>()).add(mark);
    }

    private RawBlock found(String block) {
        return reading.found().get(reading.document().indexOf(block));
    }

    private Optional<NotAnchored> refusal(DocxComment comment) {
        Document document = reading.document();
        Span span = comment.span();
        for (String id : List.of(span.startBlock(), span.endBlock())) {
            if (document.block(id).isEmpty()) {
                return Optional.of(new NotAnchored(
                        comment, Reason.UNKNOWN_BLOCK, "%s has no block %s".formatted(document.name(), id)));
            }
        }
        Block start = document.blocks().get(document.indexOf(span.startBlock()));
        // A range that touches a block only with its outermost end has no word there to hold on to.
        boolean touches = !span.startBlock().equals(span.endBlock())
                && (span.startOffset() == start.text().length() || span.endOffset() == 0);
        return document.contains(span) && !touches
                ? Optional.empty()
                : Optional.of(new NotAnchored(
                        comment, Reason.OUTSIDE_TEXT, "%s does not lie within %s".formatted(span, document.name())));
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
