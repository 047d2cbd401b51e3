package io.aiprism.docx;

import io.aiprism.docx.Cuts.Cut;
import io.aiprism.docx.ParagraphSource.Element;
import io.aiprism.docx.ParagraphSource.Piece;
import io.aiprism.docx.Splice.Edit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns marks at offsets of a paragraph's text into edits of its XML. A mark goes between two runs where it can, and out of
 * the hyperlinks, content controls and insertions that begin or end with it, because several programs lose comments that
 * stand in those. Otherwise its run is split, and both halves keep the formatting. What cannot be split (an equation, a
 * phonetic guide) is taken in as a whole, and so is the result of a field that is no link: LibreOffice shows a comment in it
 * as text, and Word drops it with the next update of the field.
 */
final class MarkPlacer {
    private final ParagraphSource paragraph;
    private final Splice source;
    private final Markup markup;
    private final Outcomes outcomes;
    private final Cuts cuts;
    private final Replacer replacer;

    MarkPlacer(ParagraphSource paragraph, Splice source, Markup markup, AnnotationIds ids, Outcomes outcomes) {
        this.paragraph = paragraph;
        this.source = source;
        this.markup = markup;
        this.outcomes = outcomes;
        this.cuts = new Cuts(paragraph, source, ids);
        this.replacer = new Replacer(paragraph, cuts, markup, ids, outcomes);
    }

    List<Edit> edits(List<Mark> marks) {
        for (Mark mark : marks) {
            switch (mark) {
                case Mark.AtText(int id, boolean start, int offset) -> {
                    if (start) {
                        start(id, offset);
                    } else {
                        end(id, offset);
                    }
                }
                case Mark.AroundReference(int id, int reference) -> {
                    Element around = paragraph.references.get(reference);
                    cuts.outside(around, around.start).starts.append(markup.rangeStart(id));
                    cuts.outside(around, around.end).ends.append(markup.rangeEnd(id));
                }
                case Mark.Replacement replacement -> replacer.replace(replacement);
            }
        }
        return cuts.edits();
    }

    private void start(int id, int offset) {
        Piece piece = paragraph.pieces.get(paragraph.pieceAt(offset));
        ComplexField field = closed(piece);
        int within = whole(piece, offset - piece.start(), -1);
        int covered = piece.start();
        Cut cut;
        if (field != null) {
            Element edge = leading(field.begin, field.firstPiece);
            cut = cuts.outside(edge, edge.start);
            covered = startBehind(edge.start, piece);
        } else if (within > 0 && piece.splitsText()) {
            cut = cuts.inText(piece, within);
            covered += within;
        } else if (piece.splitsRun() && piece.anchor().firstPiece < piece.index()) {
            cut = cuts.inRun(piece, piece.element().start);
        } else {
            Element edge = leading(piece.anchor(), piece.anchor().firstPiece);
            cut = cuts.outside(edge, edge.start);
            covered = startBehind(edge.start, piece);
        }
        cut.starts.append(markup.rangeStart(id));
        outcomes.starts(id, covered);
    }

    private void end(int id, int offset) {
        Piece piece = paragraph.pieces.get(paragraph.pieceAt(offset - 1));
        ComplexField field = closed(piece);
        int within = whole(piece, offset - piece.start(), 1);
        int covered = piece.end();
        Cut cut;
        if (field != null && field.end() != null) {
            Element edge = trailing(field.end().element(), field.end().lastPiece());
            cut = cuts.outside(edge, edge.end);
            covered = endBefore(edge.end, piece);
        } else if (within < piece.text().length() && piece.splitsText()) {
            cut = cuts.inText(piece, within);
            covered = piece.start() + within;
        } else if (piece.splitsRun() && piece.anchor().lastPiece > piece.index()) {
            cut = cuts.inRun(piece, piece.element().end);
        } else {
            Element edge = trailing(piece.anchor(), piece.anchor().lastPiece);
            cut = cuts.outside(edge, edge.end);
            covered = endBefore(edge.end, piece);
        }
        cut.ends.append(markup.rangeEnd(id));
        outcomes.ends(id, covered);
    }

    /** The outermost field around a piece of text that marks cannot stand in, and can go around. */
    private @Nullable ComplexField closed(Piece piece) {
        ComplexField closed = null;
        for (ComplexField field = piece.field(); field != null; field = field.outer) {
            if (field.end() != null && !field.isLink(source)) {
                closed = field;
            }
        }
        return closed;
    }

    /** The outermost element that begins with this one: none of its text stands before the piece. */
    private static Element leading(Element element, int piece) {
        Element outermost = element;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && (outermost.parent.firstPiece < 0 || outermost.parent.firstPiece >= piece)) {
            outermost = outermost.parent;
        }
        return placeable(outermost);
    }

    private static Element trailing(Element element, int piece) {
        Element outermost = element;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && outermost.parent.lastPiece <= piece) {
            outermost = outermost.parent;
        }
        return placeable(outermost);
    }

    /** Where the text of the block begins behind a position in the XML that the piece stands behind. */
    private int startBehind(long position, Piece piece) {
        int start = piece.start();
        for (int i = piece.index(); i >= 0; i--) {
            Piece each = paragraph.pieces.get(i);
            if (each.element().start < position) {
                break;
            }
            start = each.hidden() == paragraph.hidden ? each.start() : start;
        }
        return start;
    }

    private int endBefore(long position, Piece piece) {
        int end = piece.end();
        for (int i = piece.index(); i < paragraph.pieces.size(); i++) {
            Piece each = paragraph.pieces.get(i);
            if (each.element().end > position) {
                break;
            }
            end = each.hidden() == paragraph.hidden ? each.end() : end;
        }
        return end;
    }

    /** The offset, moved out of a surrogate pair. */
    static int whole(Piece piece, int offset, int step) {
        String text = piece.text();
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isHighSurrogate(text.charAt(offset - 1))
                && Character.isLowSurrogate(text.charAt(offset));
        return inPair ? offset + step : offset;
    }

    // Between a content control and its content there is no room for marks.
    private static Element placeable(Element element) {
        Element parent = element.parent;
        return parent != null && element.word && element.name.equals("sdtContent") ? parent : element;
    }
}
