package io.aiprism.docx;

import io.aiprism.docx.Cuts.Cut;
import io.aiprism.docx.ParagraphSource.Element;
import io.aiprism.docx.ParagraphSource.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes replacements as tracked changes: a deletion for every run that words are taken from, and one insertion behind the
 * last, formatted like the first. Only plain text of ordinary runs is replaced; nothing is changed within a change that is
 * already there.
 */
final class Replacer {
    private static final Set<String> REVISIONS = Set.of("ins", "del", "moveFrom", "moveTo");
    private static final Set<String> PLAIN = Set.of("hyperlink", "smartTag", "customXml", "dir", "bdo");
    private static final Pattern FORMATTING_CHANGE =
            Pattern.compile("<(?:[\\w.-]+:)?rPrChange\\b.*?(?:</(?:[\\w.-]+:)?rPrChange\\s*>)", Pattern.DOTALL);

    private final ParagraphSource paragraph;
    private final Cuts cuts;
    private final Markup markup;
    private final AnnotationIds ids;
    private final Outcomes outcomes;
    private final List<Mark.Replacement> made = new ArrayList<>();

    Replacer(ParagraphSource paragraph, Cuts cuts, Markup markup, AnnotationIds ids, Outcomes outcomes) {
        this.paragraph = paragraph;
        this.cuts = cuts;
        this.markup = markup;
        this.ids = ids;
        this.outcomes = outcomes;
    }

    void replace(Mark.Replacement replacement) {
        int first = paragraph.pieceAt(replacement.start());
        int last = paragraph.pieceAt(replacement.end() - 1);
        List<Piece> pieces = paragraph.pieces.subList(first, last + 1).stream()
                .filter(piece -> piece.hidden() == paragraph.hidden)
                .toList();
        Suggestion outcome = outcome(replacement, pieces);
        outcomes.suggestion(replacement.anchored().commentId(), outcome);
        if (outcome == Suggestion.TRACKED) {
            made.add(replacement);
            write(replacement, pieces);
        }
    }

    private Suggestion outcome(Mark.Replacement replacement, List<Piece> pieces) {
        boolean overlaps =
                made.stream().anyMatch(each -> each.start() < replacement.end() && replacement.start() < each.end());
        if (overlaps) {
            return Suggestion.OVERLAPS;
        }
        for (Piece piece : pieces) {
            for (Element each = piece.anchor().parent; each != null && each != paragraph.root; each = each.parent) {
                if (each.word && REVISIONS.contains(each.name)) {
                    return Suggestion.INSIDE_TRACKED_CHANGE;
                }
                if (!each.word || !PLAIN.contains(each.name)) {
                    return Suggestion.NOT_PLAIN_TEXT;
                }
            }
            if (!piece.splitsRun() || !piece.anchor().plain || piece.inField()) {
                return Suggestion.NOT_PLAIN_TEXT;
            }
        }
        Piece head = pieces.getFirst();
        Piece tail = pieces.getLast();
        boolean cutsCharacter = MarkPlacer.whole(head, replacement.start() - head.start(), -1)
                        != replacement.start() - head.start()
                || MarkPlacer.whole(tail, replacement.end() - tail.start(), 1) != replacement.end() - tail.start();
        return cutsCharacter ? Suggestion.NOT_PLAIN_TEXT : Suggestion.TRACKED;
    }

    private void write(Mark.Replacement replacement, List<Piece> pieces) {
        DocxComment comment = replacement.anchored().comment();
        cuts.delete(replacement.start(), replacement.end(), pieces);
        Cut end = null;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (i == 0 || pieces.get(i - 1).anchor() != piece.anchor()) {
                start(piece, replacement.start())
                        .deletionStarts
                        .append(markup.changeStart("del", ids.next(), comment.author(), comment.date()));
            }
            if (i == pieces.size() - 1 || pieces.get(i + 1).anchor() != piece.anchor()) {
                end = end(piece, replacement.end());
                end.deletionEnds.append(markup.changeEnd("del"));
            }
        }
        if (end != null && !replacement.text().isEmpty()) {
            Element run = pieces.getFirst().anchor();
            String formatting = FORMATTING_CHANGE.matcher(cuts.formatting(run)).replaceAll("");
            end.deletionEnds
                    .append(markup.changeStart("ins", ids.next(), comment.author(), comment.date()))
                    .append(Markup.run(run.prefix, formatting, replacement.text()))
                    .append(markup.changeEnd("ins"));
        }
    }

    private Cut start(Piece piece, int offset) {
        int within = offset - piece.start();
        if (within > 0 && within < piece.text().length()) {
            return cuts.inText(piece, within);
        }
        Element run = piece.anchor();
        return piece.index() == run.firstPiece
                ? cuts.outside(run, run.start)
                : cuts.inRun(piece, piece.element().start);
    }

    private Cut end(Piece piece, int offset) {
        int within = offset - piece.start();
        if (within > 0 && within < piece.text().length()) {
            return cuts.inText(piece, within);
        }
        Element run = piece.anchor();
        return piece.index() == run.lastPiece ? cuts.outside(run, run.end) : cuts.inRun(piece, piece.element().end);
    }
}
