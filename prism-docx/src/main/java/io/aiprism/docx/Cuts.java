package io.aiprism.docx;

import io.aiprism.docx.ParagraphSource.Element;
import io.aiprism.docx.ParagraphSource.Piece;
import io.aiprism.docx.Splice.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The places of one paragraph's XML where something goes in, and what. A place within a run or within an insertion ends
 * that element and begins it again behind, with the same formatting.
 */
final class Cuts {
    private static final Pattern ID = Pattern.compile("(:id\\s*=\\s*[\"'])(-?\\d+)");
    private static final Pattern FORMATTING_CHANGE_ID =
            Pattern.compile("(rPrChange\\b[^>]*?:id\\s*=\\s*[\"'])(-?\\d+)");

    private final ParagraphSource paragraph;
    private final Splice source;
    private final AnnotationIds ids;
    private final TreeMap<Long, Cut> between = new TreeMap<>();
    private final Map<Piece, TreeMap<Integer, Cut>> inTexts = new HashMap<>();
    private final Set<Piece> deleted = new HashSet<>();
    private final List<int[]> deletions = new ArrayList<>();

    Cuts(ParagraphSource paragraph, Splice source, AnnotationIds ids) {
        this.paragraph = paragraph;
        this.source = source;
        this.ids = ids;
    }

    /** A place, and what goes in there, in this order. */
    static final class Cut {
        final StringBuilder deletionEnds = new StringBuilder();
        final StringBuilder ends = new StringBuilder();
        final StringBuilder starts = new StringBuilder();
        final StringBuilder deletionStarts = new StringBuilder();

        /** The elements that are split, innermost first. */
        private final List<Element> split;

        private Cut(List<Element> split) {
            this.split = split;
        }
    }

    /** Before or behind an element that no run is around. */
    Cut outside(Element neighbour, long position) {
        return between.computeIfAbsent(position, key -> new Cut(splitRevision(neighbour)));
    }

    /** Before or behind a piece within its run. */
    Cut inRun(Piece piece, long position) {
        return between.computeIfAbsent(position, key -> new Cut(splitRun(piece.anchor())));
    }

    /** Within a piece of text. */
    Cut inText(Piece piece, int offset) {
        return inTexts.computeIfAbsent(piece, key -> new TreeMap<>())
                .computeIfAbsent(offset, key -> new Cut(splitRun(piece.anchor())));
    }

    private static List<Element> splitRun(Element run) {
        List<Element> split = new ArrayList<>();
        split.add(run);
        split.addAll(splitRevision(run));
        return split;
    }

    /** Programs lose comments that begin within an insertion, so that is split as well. */
    private static List<Element> splitRevision(Element inside) {
        Element parent = inside.parent;
        return parent != null && parent.word && (parent.name.equals("ins") || parent.name.equals("moveTo"))
                ? List.of(parent)
                : List.of();
    }

    /** The text of these pieces between the offsets becomes deleted text. */
    void delete(int start, int end, List<Piece> pieces) {
        deletions.add(new int[] {start, end});
        deleted.addAll(pieces);
    }

    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        between.forEach((position, cut) -> edits.add(new Edit(position, position, render(cut))));
        inTexts.forEach((piece, cuts) -> edits.add(replaced(piece, splitText(piece, cuts))));
        for (Piece piece : deleted) {
            if (piece.splitsText() && !inTexts.containsKey(piece)) {
                edits.add(replaced(piece, Markup.text(piece.element().prefix, "delText", piece.text())));
            }
        }
        return edits;
    }

    private static Edit replaced(Piece piece, String text) {
        return new Edit(piece.element().start, piece.element().end, text);
    }

    private String splitText(Piece piece, SortedMap<Integer, Cut> cuts) {
        var result = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, Cut> cut : cuts.entrySet()) {
            result.append(segment(piece, from, cut.getKey())).append(render(cut.getValue()));
            from = cut.getKey();
        }
        return result.append(segment(piece, from, piece.text().length())).toString();
    }

    private String segment(Piece piece, int from, int to) {
        int start = piece.start() + from;
        boolean isDeleted = piece.hidden() == paragraph.hidden
                && deletions.stream().anyMatch(range -> range[0] <= start && start < range[1]);
        String name = isDeleted ? "delText" : piece.element().name;
        return Markup.text(piece.element().prefix, name, piece.text().substring(from, to));
    }

    private String render(Cut cut) {
        var result = new StringBuilder();
        cut.split.forEach(element -> result.append(Markup.end(element.prefix, element.name)));
        result.append(cut.deletionEnds).append(cut.ends).append(cut.starts).append(cut.deletionStarts);
        cut.split.reversed().forEach(element -> result.append(reopened(element)));
        return result.toString();
    }

    /** The start of an element once more. What is an annotation of its own needs an id of its own. */
    private String reopened(Element element) {
        String start = source.text(element.start, element.startTagEnd);
        if (!element.isRun()) {
            return renumbered(ID, start);
        }
        return start + renumbered(FORMATTING_CHANGE_ID, formatting(element));
    }

    /** The formatting of a run, as it stands there. */
    String formatting(Element run) {
        Element properties = run.properties;
        return properties == null ? "" : source.text(properties.start, properties.end);
    }

    private String renumbered(Pattern id, String xml) {
        return id.matcher(xml).replaceAll(match -> match.group(1) + ids.next());
    }
}
