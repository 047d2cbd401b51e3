package io.aiprism.docx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the elements of a story that hold no text but say something about it, and skips those that say nothing. */
final class PropertiesReader {
    private final XmlCursor xml;
    private final StoryContext context;
    private final RunText runText;

    PropertiesReader(XmlCursor xml, StoryContext context, RunText runText) {
        this.xml = xml;
        this.context = context;
        this.runText = runText;
    }

    /** Reads or skips the element that has started, if it is one of those; returns whether it was read to its end. */
    boolean read(String name, @Nullable Paragraph paragraph, @Nullable TableState table) throws IOException {
        switch (name) {
            case "pPr" -> {
                if (paragraph == null) {
                    xml.skip();
                } else {
                    paragraph.properties.read(xml, context.sections);
                    paragraph.follow(context.styles.paragraph(paragraph.properties.style));
                }
            }
            case "rPr" -> runText.readProperties(paragraph);
            case "trPr" -> {
                if (table == null) {
                    xml.skip();
                } else {
                    table.readRowProperties(xml);
                }
            }
            case "tcPr" -> {
                if (table == null) {
                    xml.skip();
                } else {
                    table.readCellProperties(xml);
                }
            }
            case "sectPr" -> context.sections.read(xml);
            case "sdtPr",
                    "sdtEndPr",
                    "tblPr",
                    "tblPrEx",
                    "tblGrid",
                    "customXmlPr",
                    "smartTagPr",
                    "rubyPr",
                    "rt",
                    "instrText",
                    "delInstrText",
                    "ffData",
                    "fldData" -> xml.skip();
            default -> {
                return false;
            }
        }
        return true;
    }
}
