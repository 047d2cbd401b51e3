package io.aiprism.docx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes what runs hold into the text of their paragraph. */
final class RunText {
    private final XmlCursor xml;
    private final StoryContext context;
    private final StoryListener listener;
    private @Nullable Paragraph paragraph;
    private boolean keepsSpace;
    private int start;

    RunText(XmlCursor xml, StoryContext context, StoryListener listener) {
        this.xml = xml;
        this.context = context;
        this.listener = listener;
    }

    /** Reads the properties of a run, to their end. */
    void readProperties(@Nullable Paragraph owner) throws IOException {
        Boolean direct = null;
        Boolean byStyle = null;
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "vanish" -> direct = Ooxml.isOn(xml.own("val"));
                case "rStyle" -> {
                    String style = xml.own("val");
                    byStyle =
                            style == null ? null : context.styles.hidden(style).orElse(null);
                }
                case "rPrChange" -> xml.skip();
                default -> {}
            }
        }
        if (owner != null) {
            Boolean hidden = direct == null ? byStyle : direct;
            owner.runHidden = hidden == null ? owner.styleHidden : hidden;
        }
    }

    /** An element has started whose character data belongs to the paragraph. */
    void start(Paragraph target, boolean preserve) {
        paragraph = target;
        keepsSpace = preserve;
        start = target.text.length(target.runHidden);
    }

    void characters() throws IOException {
        if (paragraph != null) {
            xml.text(this::append);
        }
    }

    private void append(char[] buffer, int from, int length) throws IOException {
        if (paragraph != null) {
            context.budget.spendCharacters(length);
            paragraph.text.append(paragraph.runHidden, buffer, from, length);
        }
    }

    /** The element has ended, if there was one. */
    void end() throws IOException {
        if (paragraph != null) {
            if (!keepsSpace) {
                paragraph.text.strip(paragraph.runHidden, start);
            }
            listener.text(paragraph, paragraph.runHidden, start);
            paragraph = null;
        }
    }

    void character(Paragraph target, char character) throws IOException {
        context.budget.spendCharacters(1);
        int from = target.text.length(target.runHidden);
        target.text.append(target.runHidden, character);
        listener.text(target, target.runHidden, from);
    }

    /** A character of a symbol font, by its code. */
    void symbol(Paragraph target) throws IOException {
        String code = xml.own("char");
        if (code != null) {
            character(target, Symbols.of(xml.own("font"), code));
        }
    }
}
