package io.aiprism.markdown;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Markdown document together with its source, for those who show the source, as editors do. Immutable and thread-safe.
 */
public final class MarkdownDocument {
    private final Document document;
    private final String source;
    private final Map<String, MappedText> texts;

    MarkdownDocument(Document document, String source, Map<String, MappedText> texts) {
        this.document = document;
        this.source = source;
        this.texts = Map.copyOf(texts);
    }

    /** The document. */
    public Document document() {
        return document;
    }

    /** The source as decoded, without byte order mark. */
    public String source() {
        return source;
    }

    /**
     * Where the words of a span stand in the source: stretches in order, without the markup between them, and not touching
     * each other. An escape or a character reference belongs to the character that it stands for, a line break to the space
     * that it is read as. A span of no length has one range of no length.
     *
     * @throws IllegalArgumentException if the span does not lie within the document
     */
    public List<SourceRange> sourceOf(Span span) {
        if (!document.contains(span)) {
            throw new IllegalArgumentException("%s does not lie within document %s".formatted(span, document.name()));
        }
        int first = document.indexOf(span.startBlock());
        int last = document.indexOf(span.endBlock());
        List<SourceRange> ranges = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            Block block = document.blocks().get(i);
            MappedText text = texts.get(block.id());
            if (text == null) {
                throw new IllegalStateException("no text for block " + block.id());
            }
            ranges.addAll(text.ranges(
                    i == first ? span.startOffset() : 0,
                    i == last ? span.endOffset() : block.text().length()));
        }
        return List.copyOf(ranges);
    }
}
