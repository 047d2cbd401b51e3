package io.aiprism.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
        byte[] bytes = BoundedBytes.readAll(source, options.limits());
        List<Block> blocks = blocks(source.name(), decode(source.name(), bytes), options.limits());
        return new Document(
                source.name(),
                format(),
                ContentHash.of(bytes),
                blocks,
                Sections.of(blocks, options.maxSectionTokens()));
    }

    private static List<Block> blocks(String name, CharSequence text, DocumentLimits limits) throws DocumentException {
        if (text.length() > limits.maxCharacters()) {
            throw exceeded(name, "maxCharacters", limits.maxCharacters());
        }
        var ids = new BlockIds();
        List<Block> blocks = new ArrayList<>();
        var paragraph = new StringBuilder();
        for (String line : (Iterable<String>) text.toString().lines()::iterator) {
            if (line.isBlank()) {
                flush(paragraph, ids, blocks);
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.stripTrailing());
            }
            if (blocks.size() + (paragraph.isEmpty() ? 0 : 1) > limits.maxBlocks()) {
                throw exceeded(name, "maxBlocks", limits.maxBlocks());
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

    private static CharBuffer decode(String name, byte[] bytes) throws DocumentException {
        Charset charset = StandardCharsets.UTF_8;
        int skip = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
        } else if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16;
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip));
        } catch (CharacterCodingException e) {
            throw new DocumentException(
                    DocumentException.Kind.DAMAGED,
                    "%s is not %s text; save it as UTF-8 and try again".formatted(name, charset.name()),
                    e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static DocumentException exceeded(String name, String limit, long value) {
        return new DocumentException(
                DocumentException.Kind.LIMIT_EXCEEDED,
                "%s is over the limit of %,d (%s)".formatted(name, value, limit));
    }
}
