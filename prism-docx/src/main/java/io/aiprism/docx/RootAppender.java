package io.aiprism.docx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies a part and adds elements at the end of its root. */
final class RootAppender {
    private RootAppender() {}

    /**
     * Copies a part.
     *
     * @param addition what to add, given the prefix that the root has
     */
    static void copy(WordPackage word, String part, OutputStream target, UnaryOperator<String> addition)
            throws IOException {
        Container container = word.container();
        PartText text = PartText.open(container, part);
        Writer writer = new OutputStreamWriter(target, text.charset());
        try (var splice = new Splice(text.reader(), writer);
                XmlCursor xml = XmlCursor.open(splice, container.document(), part, word.maxDepth())) {
            xml.toRoot();
            String prefix = xml.prefix();
            String name = xml.name();
            long start = xml.startOffset();
            long startTagEnd = xml.endOffset();
            if (splice.text(start, startTagEnd).endsWith("/>")) {
                String content = ">" + addition.apply(prefix) + Markup.end(prefix, name);
                splice.apply(List.of(new Splice.Edit(startTagEnd - 2, startTagEnd, content)));
            } else {
                while (xml.nextInside(1)) {
                    splice.passed(xml.startOffset());
                }
                long end = xml.startOffset();
                splice.apply(List.of(new Splice.Edit(end, end, addition.apply(prefix))));
            }
            splice.finish();
        }
        writer.flush();
    }
}
