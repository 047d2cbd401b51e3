package io.aiprism.docx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the properties of one paragraph say that matters for its text. */
final class ParagraphProperties {
    static final int UNSET = -1;

    @Nullable
    String style;

    int outlineLevel = UNSET;
    int numberingId = UNSET;
    int numberingLevel = UNSET;
    boolean markDeleted;
    boolean markInserted;

    void clear() {
        style = null;
        outlineLevel = UNSET;
        numberingId = UNSET;
        numberingLevel = UNSET;
        markDeleted = false;
        markInserted = false;
    }

    /** Reads the element that has just started, to its end. */
    void read(XmlCursor xml, SectionProperties sections) throws IOException {
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            if (!xml.isWord()) {
                continue;
            }
            switch (xml.name()) {
                case "pStyle" -> style = xml.own("val");
                case "outlineLvl" -> outlineLevel = xml.own("val", UNSET);
                case "numPr" -> readNumbering(xml);
                case "rPr" -> readMark(xml);
                case "sectPr" -> sections.read(xml);
                case "pPrChange" -> xml.skip();
                default -> {}
            }
        }
    }

    private void readNumbering(XmlCursor xml) throws IOException {
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "numId" -> numberingId = xml.own("val", UNSET);
                case "ilvl" -> numberingLevel = xml.own("val", UNSET);
                default -> {}
            }
        }
    }

    private void readMark(XmlCursor xml) throws IOException {
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "del", "moveFrom" -> markDeleted = true;
                case "ins", "moveTo" -> markInserted = true;
                case "rPrChange" -> xml.skip();
                default -> {}
            }
        }
    }
}
