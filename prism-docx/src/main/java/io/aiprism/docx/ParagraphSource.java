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
            "bdo");

    final int ordinal;
    final Element root;
    final List<Piece> pieces = new ArrayList<>();

    /** What text boxes and references to notes that hang on the paragraph stand in, where marks can go around it. */
    final List<Element> references = new ArrayList<>();

    private @Nullable ComplexField field;

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

        /** Whether there is nothing but text and formatting in this run. */
        boolean plain = true;

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
     * @param index among the pieces of the paragraph
     * @param inField whether a complex field is open
     * @param field the innermost of those that are open and have begun in the paragraph
     * @param start in the shown or hidden text of the paragraph
     * @param text as it counts in the paragraph
     * @param anchor the outermost element around it that is no container: marks go before or behind it
     */
    record Piece(
            int index,
            Element element,
            boolean hidden,
            boolean inField,
            @Nullable ComplexField field,
            int start,
            String text,
            Element anchor) {
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

    void add(Element element, boolean hidden, boolean inField, int start, String text) {
        if (text.isEmpty()) {
            return;
        }
        int index = pieces.size();
        for (Element each = element; each != null && each != root; each = each.parent) {
            if (each.firstPiece < 0) {
                each.firstPiece = index;
            }
            each.lastPiece = index;
        }
        pieces.add(new Piece(index, element, hidden, inField, field, start, text, anchor(element)));
    }

    /** Follows the complex fields: an element is the character of one. */
    void field(String type, Element character) {
        ComplexField open = field;
        switch (type) {
            case "begin" -> field = new ComplexField(open, anchor(character), pieces.size());
            case "separate" -> {
                if (open != null) {
                    open.separate(character);
                }
            }
            case "end" -> {
                if (open != null) {
                    open.end(anchor(character), pieces.size() - 1);
                    field = open.outer;
                }
            }
            default -> {}
        }
    }

    void addReference(Element element) {
        references.add(anchor(element));
    }

    /** Which piece holds the character at an offset of the block's text. */
    int pieceAt(int offset) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.hidden() == hidden && offset >= piece.start() && offset < piece.end()) {
                return i;
            }
        }
        throw new IllegalStateException("paragraph %d has no character at offset %d".formatted(ordinal, offset));
    }

    /** The outermost element around this one, itself included, that is no container. */
    private Element anchor(Element element) {
        Element anchor = element;
        for (Element each = element; each != null && each != root; each = each.parent) {
            if (!isContainer(each)) {
                anchor = each;
            }
        }
        return anchor;
    }

    static boolean isContainer(Element element) {
        return element.word && CONTAINERS.contains(element.name);
    }
}
