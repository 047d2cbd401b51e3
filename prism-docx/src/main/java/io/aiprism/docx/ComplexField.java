package io.aiprism.docx;

import io.aiprism.docx.ParagraphSource.Element;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A complex field that begins in a paragraph: a run with a character for its beginning, its instruction, a separator, its
 * result, and a character for its end.
 */
final class ComplexField {
    final @Nullable ComplexField outer;

    /** Where marks can go that stand before the field. */
    final Element begin;

    /** How many pieces of text of the paragraph stand before it. */
    final int firstPiece;

    private @Nullable Element separator;
    private @Nullable End end;

    /**
     * The end of a field, in the same paragraph.
     *
     * @param element where marks can go that stand behind the field
     * @param lastPiece index of the last piece of text in it
     */
    record End(Element element, int lastPiece) {}

    ComplexField(@Nullable ComplexField outer, Element begin, int firstPiece) {
        this.outer = outer;
        this.begin = begin;
        this.firstPiece = firstPiece;
    }

    void separate(Element element) {
        if (separator == null) {
            separator = element;
        }
    }

    void end(Element element, int lastPiece) {
        end = new End(element, lastPiece);
    }

    /** Where it ends, if that is in the paragraph in which it begins. */
    @Nullable
    End end() {
        return end;
    }

    /** Whether it is a link, whose text is as good a place for comments as any other. */
    boolean isLink(Splice source) {
        Element until = separator;
        if (until == null || until.start < begin.end) {
            return false;
        }
        String instruction = source.text(begin.end, until.start).replaceAll("<[^>]*>", "");
        return instruction.stripLeading().toUpperCase(Locale.ROOT).startsWith("HYPERLINK");
    }
}
