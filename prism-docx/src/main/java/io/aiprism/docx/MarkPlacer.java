package io.aiprism.docx;

import io.aiprism.docx.Cuts.Cut;
import io.aiprism.docx.ParagraphSource.Element;
import io.aiprism.docx.ParagraphSource.Piece;
import io.aiprism.docx.Splice.Edit;
import java.util.List;

/**
 * Turns marks at offsets of a paragraph's text into edits of its XML. A mark goes between two runs where it can, and out of
 * the hyperlinks, content controls and insertions that begin or end with it, because several programs lose comments that
 * stand in those. Otherwise its run is split, and both halves keep the formatting. What cannot be split (an equation, a
 * phonetic guide) is taken in as a whole.
 */
final class MarkPlacer {
    private final ParagraphSource paragraph;
    private final Markup markup;
    private final Cuts cuts;
    private final Replacer replacer;

    MarkPlacer(ParagraphSource paragraph, Splice source, Markup markup, AnnotationIds ids, Suggestions suggestions) {
        this.paragraph = paragraph;
        this.markup = markup;
        this.cuts = new Cuts(paragraph, source, ids);
        this.replacer = new Replacer(paragraph, cuts, markup, ids, suggestions);
    }

    List<Edit> edits(List<Mark> marks) {
        for (Mark mark : marks) {
            switch (mark) {
                case Mark.AtText(int id, boolean start, int offset) -> {
                    if (start) {
                        start(offset).starts.append(markup.rangeStart(id));
                    } else {
                        end(offset).ends.append(markup.rangeEnd(id));
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

    private Cut start(int offset) {
        int index = paragraph.pieceAt(offset);
        Piece piece = paragraph.pieces.get(index);
        int within = whole(piece, offset - piece.start(), -1);
        if (within > 0 && piece.splitsText()) {
            return cuts.inText(piece, within);
        }
        Element anchor = piece.anchor();
        if (piece.splitsRun() && anchor.firstPiece < index) {
            return cuts.inRun(piece, piece.element().start);
        }
        Element outermost = anchor;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && outermost.parent.firstPiece == anchor.firstPiece) {
            outermost = outermost.parent;
        }
        Element placeable = placeable(outermost);
        return cuts.outside(placeable, placeable.start);
    }

    private Cut end(int offset) {
        int index = paragraph.pieceAt(offset - 1);
        Piece piece = paragraph.pieces.get(index);
        int within = whole(piece, offset - piece.start(), 1);
        if (within < piece.text().length() && piece.splitsText()) {
            return cuts.inText(piece, within);
        }
        Element anchor = piece.anchor();
        if (piece.splitsRun() && anchor.lastPiece > index) {
            return cuts.inRun(piece, piece.element().end);
        }
        Element outermost = anchor;
        while (outermost.parent != null
                && ParagraphSource.isContainer(outermost.parent)
                && outermost.parent.lastPiece == anchor.lastPiece) {
            outermost = outermost.parent;
        }
        Element placeable = placeable(outermost);
        return cuts.outside(placeable, placeable.end);
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
