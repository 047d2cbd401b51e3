package io.aiprism.docx;

import io.aiprism.document.Story;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects which headers and footers the sections of a document show. A section without its own takes over those of the
 * one before; those for first and for even pages are seen only where they are switched on.
 */
final class SectionProperties {
    private final boolean evenAndOdd;
    private final Map<String, String> current = new HashMap<>();
    private final Map<String, Story> shown = new LinkedHashMap<>();

    /** Creates a collector; even pages have their own headers only if the document's settings say so. */
    SectionProperties(boolean evenAndOdd) {
        this.evenAndOdd = evenAndOdd;
    }

    /** Reads the element that has just started, to its end. */
    void read(XmlCursor xml) throws IOException {
        boolean titlePage = false;
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            if (!xml.isWord()) {
                continue;
            }
            switch (xml.name()) {
                case "headerReference", "footerReference" -> {
                    String type = xml.own("type");
                    String relationship = xml.relationship("id");
                    if (relationship != null) {
                        current.put(xml.name() + (type == null ? "default" : type), relationship);
                    }
                }
                case "titlePg" -> titlePage = Ooxml.isOn(xml.own("val"));
                case "sectPrChange" -> xml.skip();
                default -> {}
            }
        }
        show("default");
        if (titlePage) {
            show("first");
        }
        if (evenAndOdd) {
            show("even");
        }
    }

    private void show(String type) {
        String header = current.get("headerReference" + type);
        if (header != null) {
            shown.putIfAbsent(header, Story.HEADER);
        }
        String footer = current.get("footerReference" + type);
        if (footer != null) {
            shown.putIfAbsent(footer, Story.FOOTER);
        }
    }

    /** Relationship ids of what is shown, in the order of the sections. */
    Map<String, Story> shown() {
        return shown;
    }
}
