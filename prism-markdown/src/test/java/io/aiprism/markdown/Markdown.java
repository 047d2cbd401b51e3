package io.aiprism.markdown;

import io.aiprism.document.Block;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Markdown in tests. */
final class Markdown {
    private Markdown() {}

    static MarkdownDocument read(String source) throws IOException {
        return read(source, ReadOptions.DEFAULT);
    }

    static MarkdownDocument read(String source, ReadOptions options) throws IOException {
        return new MarkdownReader()
                .readMapped(DocumentSource.of("x.md", source.getBytes(StandardCharsets.UTF_8)), options);
    }

    static List<Block> blocks(String source) throws IOException {
        return read(source).document().blocks();
    }

    static List<String> texts(String source) throws IOException {
        return blocks(source).stream().map(Block::text).toList();
    }

    /** The source under the first occurrence of some words, stretch by stretch. */
    static List<String> sourceOf(MarkdownDocument markdown, String words) {
        for (Block block : markdown.document().blocks()) {
            int at = block.text().indexOf(words);
            if (at >= 0) {
                return sourceOf(markdown, Span.within(block.id(), at, at + words.length()));
            }
        }
        throw new AssertionError("no block says " + words);
    }

    static List<String> sourceOf(MarkdownDocument markdown, Span span) {
        return markdown.sourceOf(span).stream()
                .map(range -> markdown.source().substring(range.start(), range.end()))
                .toList();
    }
}
