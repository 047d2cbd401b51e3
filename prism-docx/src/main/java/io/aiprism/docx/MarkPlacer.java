package io.aiprism.docx;

import io.aiprism.docx.ParagraphSource.Element;
import io.aiprism.docx.ParagraphSource.Piece;
import io.aiprism.docx.Splice.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns marks at offsets of a paragraph's text into edits of its XML. A mark goes between two runs where it can, and out of
 * the hyperlinks, content controls and insertions that begin or end with it, because several programs lose comments that
 * stand in those. Otherwise its run is split, and both halves keep the formatting. What cannot be split (an equation, a
 * phonetic guide) is taken in as a whole.
 */
final class MarkPlacer {
    private static final Pattern CHANGE_ID = Pattern.compile("(rPrChange\\b[^>]*?:id\\s*=\\s*[\"'])(-?\\d+)");

    private final ParagraphSource paragraph;
    private final Splice source;
    private final Markup markup;
    private final AnnotationIds ids;
    private final TreeMap<Long, Cut> cuts = new TreeMap<>();
    private final Map<Piece, TreeMap<Integer, Cut>> cutTexts = new HashMap<>();

    MarkPlacer(ParagraphSource paragraph, Splice source, Markup markup, AnnotationIds ids) {
        this.paragraph = paragraph;
        this.source = source;
        this.markup = markup;
        this.ids = ids;
    }

    /** A place for marks. */
    private static final class Cut {
        final StringBuilder ends = new StringBuilder();
        final StringBuilder starts = new StringBuilder();

        /** The run that is split here, if it is within one. */
        final @Nullable Element run;

        Cut(@Nullable Element run) {
            this.run = run;
        }

        String marks() {
            return ends.toString() + starts;
        }
    }

    List<Edit> edits(List<Mark> marks) {
        for (Mark mark : marks) {
            if (mark.start()) {
                start(mark.offset()).starts.append(markup.rangeStart(mark.commentId()));
            } else {
                end(mark.offset()).ends.append(markup.rangeEnd(mark.commentId()));
            }
        }
        List<Edit> edits = new ArrayList<>();
        cuts.forEach((position, cut) -> edits.add(new Edit(
                position,
                position,
                cut.run == null
                        ? cut.marks()
                        : Markup.end(cut.run.prefix, cut.run.name) + cut.marks() + reopened(cut.run))));
        cutTexts.forEach((piece, inText) ->
                edits.add(new Edit(piece.element().start, piece.element().end, splitText(piece, inText))));
        return edits;
    }

    private Cut start(int offset) {
        for (int i = 0; i < paragraph.pieces.size(); i++) {
            Piece piece = paragraph.pieces.get(i);
            if (piece.hidden() == paragraph.hidden && offset >= piece.start() && offset < piece.end()) {
                int within = whole(piece, offset - piece.start(), -1);
                return within > 0 && piece.splitsText() ? inText(piece, within) : before(piece, i);
            }
        }
        throw new IllegalStateException(
                "the text of paragraph %d ends before offset %d".formatted(paragraph.ordinal, offset));
    }

    private Cut end(int offset) {
        for (int i = paragraph.pieces.size() - 1; i >= 0; i--) {
            Piece piece = paragraph.pieces.get(i);
            if (piece.hidden() == paragraph.hidden && offset > piece.start() && offset <= piece.end()) {
                int within = whole(piece, offset - piece.start(), 1);
                return within < piece.text().length() && piece.splitsText() ? inText(piece, within) : behind(piece, i);
            }
        }
        throw new IllegalStateException(
                "the text of paragraph %d ends before offset %d".formatted(paragraph.ordinal, offset));
    }

    /** The offset, moved out of a surrogate pair. */
    private static int whole(Piece piece, int offset, int step) {
        String text = piece.text();
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isHighSurrogate(text.charAt(offset - 1))
                && Character.isLowSurrogate(text.charAt(offset));
        return inPair ? offset + step : offset;
    }

    private Cut inText(Piece piece, int offset) {
        return cutTexts.computeIfAbsent(piece, key -> new TreeMap<>())
                .computeIfAbsent(offset, key -> new Cut(piece.anchor()));
    }

    private Cut before(Piece piece, int index) {
        Element anchor = piece.anchor();
        if (piece.splitsRun() && anchor.firstPiece < index) {
            return cuts.computeIfAbsent(piece.element().start, key -> new Cut(anchor));
        }
        Element outermost = anchor;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && outermost.parent.firstPiece == anchor.firstPiece) {
            outermost = outermost.parent;
        }
        return cuts.computeIfAbsent(placeable(outermost).start, key -> new Cut(null));
    }

    private Cut behind(Piece piece, int index) {
        Element anchor = piece.anchor();
        if (piece.splitsRun() && anchor.lastPiece > index) {
            return cuts.computeIfAbsent(piece.element().end, key -> new Cut(anchor));
        }
        Element outermost = anchor;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && outermost.parent.lastPiece == anchor.lastPiece) {
            outermost = outermost.parent;
        }
        return cuts.computeIfAbsent(placeable(outermost).end, key -> new Cut(null));
    }

    // Between a content control and its content there is no room for marks.
    private static Element placeable(Element element) {
        Element parent = element.parent;
        return parent != null && element.word && element.name.equals("sdtContent") ? parent : element;
    }

    private String splitText(Piece piece, SortedMap<Integer, Cut> inText) {
        Element element = piece.element();
        Element run = piece.anchor();
        var result = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, Cut> cut : inText.entrySet()) {
            String text = piece.text().substring(from, cut.getKey());
            result.append(Markup.text(element.prefix, element.name, text))
                    .append(Markup.end(run.prefix, run.name))
                    .append(cut.getValue().marks())
                    .append(reopened(run));
            from = cut.getKey();
        }
        return result.append(
                        Markup.text(element.prefix, element.name, piece.text().substring(from)))
                .toString();
    }

    /** The start of a run once more, with its formatting; a change recorded in that needs an id of its own. */
    private String reopened(Element run) {
        Element properties = run.properties;
        String start = source.text(run.start, run.startTagEnd);
        if (properties == null) {
            return start;
        }
        String formatting = source.text(properties.start, properties.end);
        return start + CHANGE_ID.matcher(formatting).replaceAll(match -> match.group(1) + ids.next());
    }
}
