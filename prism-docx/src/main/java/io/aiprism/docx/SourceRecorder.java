package io.aiprism.docx;

import io.aiprism.docx.ParagraphSource.Element;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records where the text of chosen paragraphs stands, and hands each on when it has ended. */
final class SourceRecorder implements StoryListener {
    private static final Set<String> PLAIN = Set.of(
            "rPr",
            "t",
            "delText",
            "tab",
            "ptab",
            "br",
            "cr",
            "noBreakHyphen",
            "softHyphen",
            "sym",
            "lastRenderedPageBreak");

    private final Receiver receiver;
    private @Nullable ParagraphSource current;
    private @Nullable Paragraph recorded;
    private @Nullable Element innermost;

    /** Chooses paragraphs and takes what was recorded. */
    interface Receiver {
        boolean wants(int ordinal);

        void take(ParagraphSource paragraph) throws IOException;

        /** Nothing that begins before this offset will be handed on. */
        void passed(long offset) throws IOException;
    }

    SourceRecorder(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void started(XmlCursor xml) throws IOException {
        Element parent = innermost;
        if (current == null || parent == null) {
            return;
        }
        var element = new Element(xml, parent);
        if (parent.isRun() && element.word && element.name.equals("rPr") && parent.properties == null) {
            parent.properties = element;
        }
        if (parent.isRun() && !(element.word && PLAIN.contains(element.name))) {
            parent.plain = false;
        }
        innermost = element;
    }

    @Override
    public void ended(XmlCursor xml) throws IOException {
        Element element = innermost;
        ParagraphSource paragraph = current;
        if (element == null || paragraph == null) {
            return;
        }
        element.end = xml.endOffset();
        innermost = element.parent;
        if (element == paragraph.root) {
            current = null;
            recorded = null;
            receiver.take(paragraph);
        }
    }

    @Override
    public void paragraphStarted(Paragraph paragraph, XmlCursor xml) throws IOException {
        if (current != null) {
            return;
        }
        if (receiver.wants(paragraph.ordinal)) {
            var root = new Element(xml, null);
            current = new ParagraphSource(paragraph.ordinal, root);
            recorded = paragraph;
            innermost = root;
        } else {
            receiver.passed(xml.startOffset());
        }
    }

    @Override
    public void text(Paragraph paragraph, boolean hidden, int start) {
        if (current != null && innermost != null && paragraph == recorded) {
            boolean inField = paragraph.flow != null && paragraph.flow.inField();
            current.add(innermost, hidden, inField, start, paragraph.text.since(hidden, start));
        }
    }

    @Override
    public void field(Paragraph paragraph, String type) {
        if (current != null && innermost != null && paragraph == recorded) {
            current.field(type, innermost);
        }
    }

    @Override
    public void referred(Paragraph paragraph) {
        if (current != null && innermost != null && paragraph == recorded) {
            current.addReference(innermost);
        }
    }

    @Override
    public void paragraphEnded(Paragraph paragraph) {
        if (current != null && paragraph == recorded) {
            current.hidden = paragraph.text.isHidden();
        }
    }
}
