package io.aiprism.markdown;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentReader;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Sections;
import io.aiprism.document.SourceText;
import java.io.IOException;
import java.util.Set;

/**
 * Reads Markdown: CommonMark, with the tables of GitHub. The text must be UTF-8, or UTF-16 with a byte order mark.
 *
 * <p>The text of a block is what a reader sees of it: without markup, escapes and character references resolved, a line break
 * that only wraps is a space and a hard one {@code '\n'}, links with their text, pictures with their description. Of HTML
 * the text is read, cut into blocks at tags such as {@code <p>} and {@code <div>}; headings in it are headings. Not seen are
 * comments, scripts, definitions of links, and metadata in YAML at the beginning.
 *
 * <p>Each cell of a table is a block. Items of lists have the kind {@code LIST_ITEM}; the first block of an item carries its
 * bullet or number. All text in a quotation has the kind {@code QUOTE}, headings too: they do not begin a section.
 *
 * <p>Instances have no state and are thread-safe.
 */
public final class MarkdownReader implements DocumentReader {
    /** Creates a reader. */
    public MarkdownReader() {}

    @Override
    public String format() {
        return "markdown";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("md", "markdown");
    }

    @Override
    public boolean recognizes(byte[] head) {
        return false;
    }

    @Override
    public Document read(DocumentSource source, ReadOptions options) throws IOException {
        return readMapped(source, options).document();
    }

    /**
     * Reads a whole document and keeps where in the source its words stand.
     *
     * @throws io.aiprism.document.DocumentException {@code DAMAGED} if the bytes are no text, {@code LIMIT_EXCEEDED} if the
     *     document is over a limit, which the message names; lists and quotations may be nested 1,000 deep at most, whatever
     *     the limit
     * @throws IOException if the source itself fails
     */
    public MarkdownDocument readMapped(DocumentSource source, ReadOptions options) throws IOException {
        SourceText text = SourceText.read(source, options.limits());
        MarkdownBlocks blocks = Reading.of(source.name(), text.text(), options.limits());
        var document = new Document(
                source.name(),
                format(),
                text.hash(),
                blocks.blocks(),
                Sections.of(blocks.blocks(), options.maxSectionTokens()));
        return new MarkdownDocument(document, text.text(), blocks.texts());
    }
}
