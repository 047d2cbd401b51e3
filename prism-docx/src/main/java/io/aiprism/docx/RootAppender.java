package io.aiprism.docx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Copies a part and adds elements at the end of its root. */
final class RootAppender {
    private RootAppender() {}

    /**
     * The root of the part.
     *
     * @param prefix of its name; empty where its namespace is the default one
     * @param ignorable the prefixes of namespaces that programs may ignore in the part, by namespace
     */
    record Root(String prefix, String namespace, Map<String, String> ignorable) {
        /** The prefix, or one to be bound where there is none: attributes have no default namespace. */
        String boundPrefix() {
            return prefix.isEmpty() ? "p" : prefix;
        }
    }

    /**
     * Copies a part.
     *
     * @param addition what to add
     */
    static void copy(WordPackage word, String part, OutputStream target, Function<Root, String> addition)
            throws IOException {
        Container container = word.container();
        PartText text = PartText.open(container, part);
        Writer writer = new OutputStreamWriter(target, text.charset());
        try (var splice = new Splice(text.reader(), writer);
                XmlCursor xml = XmlCursor.open(splice, container.document(), part, word.maxDepth())) {
            xml.toRoot();
            Root root = root(xml);
            String name = xml.name();
            long start = xml.startOffset();
            long startTagEnd = xml.endOffset();
            if (splice.text(start, startTagEnd).endsWith("/>")) {
                String content = ">" + addition.apply(root) + Markup.end(root.prefix(), name);
                splice.apply(List.of(new Splice.Edit(startTagEnd - 2, startTagEnd, content)));
            } else {
                while (xml.nextInside(1)) {
                    splice.passed(xml.startOffset());
                }
                long end = xml.startOffset();
                splice.apply(List.of(new Splice.Edit(end, end, addition.apply(root))));
            }
            splice.finish();
        }
        writer.flush();
    }

    private static Root root(XmlCursor xml) {
        Map<String, String> ignorable = new HashMap<>();
        String prefixes = Objects.requireNonNullElse(xml.attribute(Ooxml.COMPATIBILITY, "Ignorable"), "");
        for (String prefix : prefixes.strip().split("\\s+", -1)) {
            String namespace = prefix.isEmpty() ? null : xml.namespace(prefix);
            if (namespace != null) {
                ignorable.put(namespace, prefix);
            }
        }
        return new Root(xml.prefix(), Objects.requireNonNullElse(xml.namespace(), ""), ignorable);
    }
}
