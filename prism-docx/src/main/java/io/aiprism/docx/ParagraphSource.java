package io.aiprism.docx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where in the XML the text of one paragraph stands: its pieces, and the elements around them. */
final class ParagraphSource {
    // Those that may hold the marks of comments among the runs in them.
    private static final Set<String> CONTAINERS = Set.of(
            "hyperlink",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "smartTag",
            "sdt",
            "sdtContent",
            "customXml",
            "dir",
            "bdo",
            "fldSimple");

    final int ordinal;
    final Element root;
    final List<Piece> pieces = new ArrayList<>();

    /** Whether the text of the block is the hidden text of the paragraph. */
    boolean hidden;

    ParagraphSource(int ordinal, Element root) {
        this.ordinal = ordinal;
        this.root = root;
    }

    /** An element in the paragraph. Offsets are those of the part's text. */
    static final class Element {
        final String name;
        final String prefix;
        final boolean word;
        final @Nullable Element parent;
        final long start;
        final long startTagEnd;
        long end;
        int firstPiece = -1;
        int lastPiece = -1;

        @Nullable
        Element properties;

        Element(XmlCursor xml, @Nullable Element parent) throws IOException {
            this.name = xml.name();
            this.prefix = xml.prefix();
            this.word = xml.isWord();
            this.parent = parent;
            this.start = xml.startOffset();
            this.startTagEnd = xml.endOffset();
        }

        boolean isRun() {
            return word && name.equals("r");
        }
    }

    /**
     * A piece of text, from one element.
     *
     * @param start in the shown or hidden text of the paragraph
     * @param text as it counts in the paragraph
     * @param anchor the outermost element around it that is no container: marks go before or behind it
     */
    record Piece(Element element, boolean hidden, int start, String text, Element anchor) {
        int end() {
            return start + text.length();
        }

        /** Whether the run can be split before and behind this piece. */
        boolean splitsRun() {
            return anchor.isRun() && element.parent == anchor;
        }

        /** Whether the piece itself can be split. */
        boolean splitsText() {
            return splitsRun() && (element.name.equals("t") || element.name.equals("delText"));
        }
    }

    void add(Element element, boolean hidden, int start, String text) {
        if (text.isEmpty()) {
            return;
        }
        int index = pieces.size();
        Element anchor = element;
        boolean containersOnly = true;
        List<Element> path = new ArrayList<>();
        for (Element each = element; each != null && each != root; each = each.parent) {
            path.add(each);
            if (each.firstPiece < 0) {
                each.firstPiece = index;
            }
            each.lastPiece = index;
        }
        for (int i = path.size() - 1; i >= 0 && containersOnly; i--) {
            anchor = path.get(i);
            containersOnly = isContainer(anchor);
        }
        pieces.add(new Piece(element, hidden, start, text, anchor));
    }

    static boolean isContainer(Element element) {
        return element.word && CONTAINERS.contains(element.name);
    }
}
