package io.aiprism.docx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes what runs hold into the text of their paragraph. */
final class RunText implements XmlCursor.Characters {
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
        Boolean hidden = null;
        Boolean bold = null;
        Styles.CharacterStyle style = Styles.CharacterStyle.NONE;
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "vanish" -> hidden = Ooxml.isOn(xml.own("val"));
                case "b" -> bold = Ooxml.isOn(xml.own("val"));
                case "rStyle" -> {
                    String id = xml.own("val");
                    style = id == null ? Styles.CharacterStyle.NONE : context.styles.character(id);
                }
                case "rPrChange" -> xml.skip();
                default -> {}
            }
        }
        if (owner != null) {
            owner.runHidden = first(hidden, style.hidden(), owner.styleHidden);
            owner.runBold = first(bold, style.bold(), owner.styleBold);
        }
    }

    private static boolean first(@Nullable Boolean direct, @Nullable Boolean byStyle, boolean otherwise) {
        if (direct != null) {
            return direct;
        }
        return byStyle != null ? byStyle : otherwise;
    }

    /** An element has started whose character data belongs to the paragraph. */
    void start(Paragraph target, boolean preserve) {
        paragraph = target;
        keepsSpace = preserve;
        start = target.text.length(target.runHidden);
    }

    void characters() throws IOException {
        if (paragraph != null) {
            xml.text(this);
        }
    }

    @Override
    public void append(char[] buffer, int from, int length) throws IOException {
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
            seeWeight(paragraph);
            listener.text(paragraph, paragraph.runHidden, start);
            paragraph = null;
        }
    }

    private void seeWeight(Paragraph owner) {
        if (!owner.runBold && !owner.runHidden && !owner.notBold) {
            owner.notBold = owner.text.isVisible(start);
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
