package io.aiprism.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads plain text: a block is a run of lines between blank lines. Plain text has no headings, so sections are cut by size.
 * The text must be UTF-8, or UTF-16 with a byte order mark.
 */
public final class PlainTextReader implements DocumentReader {
    /** Creates a reader. */
    public PlainTextReader() {}

    @Override
    public String format() {
        return "text";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("txt", "text");
    }

    @Override
    public boolean recognizes(byte[] head) {
        return false;
    }

    @Override
    public Document read(DocumentSource source, ReadOptions options) throws IOException {
        SourceText text = SourceText.read(source, options.limits());
        List<Block> blocks = blocks(source.name(), text.text(), options.limits());
        return new Document(
                source.name(), format(), text.hash(), blocks, Sections.of(blocks, options.maxSectionTokens()));
    }

    private static List<Block> blocks(String name, String text, DocumentLimits limits) throws DocumentException {
        var ids = new BlockIds();
        List<Block> blocks = new ArrayList<>();
        var paragraph = new StringBuilder();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isBlank()) {
                flush(paragraph, ids, blocks);
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.stripTrailing());
            }
            if (blocks.size() + (paragraph.isEmpty() ? 0 : 1) > limits.maxBlocks()) {
                throw new DocumentException(
                        DocumentException.Kind.LIMIT_EXCEEDED,
                        "%s has more blocks than the limit of %,d (maxBlocks)".formatted(name, limits.maxBlocks()));
            }
        }
        flush(paragraph, ids, blocks);
        return blocks;
    }

    private static void flush(StringBuilder paragraph, BlockIds ids, List<Block> blocks) {
        if (!paragraph.isEmpty()) {
            String text = paragraph.toString();
            blocks.add(Block.of(ids.next(Story.BODY, text), BlockKind.PARAGRAPH, Place.BODY, text));
            paragraph.setLength(0);
        }
    }
}
