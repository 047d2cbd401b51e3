package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document as read: all its blocks in reading order, and the sections that cover them.
 *
 * <p>This class is immutable and thread-safe. The invariant that the sections cover every block exactly once and in order
 * is checked by the constructor.
 */
public final class Document {
    private final String name;
    private final String format;
    private final String hash;
    private final List<Block> blocks;
    private final List<Section> sections;
    private final List<Comment> comments;
    private final Map<String, Integer> indexOfBlock;
    private final Map<String, Section> sectionById;
    private final Section[] sectionOfBlock;

    /** Creates a document without comments; otherwise like the constructor that takes them. */
    public Document(String name, String format, String hash, List<Block> blocks, List<Section> sections) {
        this(name, format, hash, blocks, sections, List.of());
    }

    /**
     * Creates a document from blocks that are already cut into sections.
     *
     * @param name the file name or another label for people
     * @param format the reader's format, for example {@code "docx"}
     * @param hash SHA-256 of the source bytes, in hexadecimal
     * @param blocks in reading order
     * @param sections must cover the blocks exactly once and in order
     * @param comments that the document already has
     * @throws IllegalArgumentException if two blocks or two sections share an id, or the sections do not cover the blocks
     */
    public Document(
            String name,
            String format,
            String hash,
            List<Block> blocks,
            List<Section> sections,
            List<Comment> comments) {
        this.name = requireNonNull(name, "name");
        this.format = requireNonNull(format, "format");
        this.hash = requireNonNull(hash, "hash");
        this.blocks = List.copyOf(blocks);
        this.sections = List.copyOf(sections);
        this.comments = List.copyOf(comments);
        this.indexOfBlock = HashMap.newHashMap(blocks.size());
        this.sectionById = HashMap.newHashMap(sections.size());
        this.sectionOfBlock = new Section[blocks.size()];
        int next = 0;
        for (Section section : this.sections) {
            if (sectionById.put(section.id(), section) != null) {
                throw new IllegalArgumentException("two sections have the id " + section.id());
            }
            for (Block block : section.blocks()) {
                if (next >= this.blocks.size() || !block.equals(this.blocks.get(next))) {
                    throw new IllegalArgumentException(
                            "the sections must cover the blocks in order, but block %s of section %s is not block number %d"
                                    .formatted(block.id(), section.id(), next));
                }
                if (indexOfBlock.put(block.id(), next) != null) {
                    throw new IllegalArgumentException("two blocks have the id " + block.id());
                }
                sectionOfBlock[next++] = section;
            }
        }
        if (next != this.blocks.size()) {
            throw new IllegalArgumentException(
                    "the sections must cover all %d blocks, but cover %d".formatted(this.blocks.size(), next));
        }
    }

    /** The file name or another label for people. */
    public String name() {
        return name;
    }

    /** The format it was read from, for example {@code "docx"} or {@code "text"}. */
    public String format() {
        return format;
    }

    /** SHA-256 of the source bytes, in hexadecimal. */
    public String hash() {
        return hash;
    }

    /** All blocks in reading order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** All sections in reading order. They cover every block exactly once. */
    public List<Section> sections() {
        return sections;
    }

    /** The comments that the document already has, in the order in which it lists them. */
    public List<Comment> comments() {
        return comments;
    }

    /** The block with this id. */
    public Optional<Block> block(String id) {
        Integer index = indexOfBlock.get(id);
        return index == null ? Optional.empty() : Optional.of(blocks.get(index));
    }

    /** The section with this id. */
    public Optional<Section> section(String id) {
        return Optional.ofNullable(sectionById.get(id));
    }

    /**
     * The section that the block lies in.
     *
     * @throws IllegalArgumentException if the document has no block with this id
     */
    public Section sectionOf(String blockId) {
        return sectionOfBlock[indexOf(blockId)];
    }

    /**
     * The zero-based position of a block in reading order.
     *
     * @throws IllegalArgumentException if the document has no block with this id
     */
    public int indexOf(String blockId) {
        Integer index = indexOfBlock.get(blockId);
        if (index == null) {
            throw new IllegalArgumentException("no block %s in document %s".formatted(blockId, name));
        }
        return index;
    }

    /** Whether the span lies within this document: both blocks exist, in order, and the offsets are in their texts. */
    public boolean contains(Span span) {
        Integer start = indexOfBlock.get(span.startBlock());
        Integer end = indexOfBlock.get(span.endBlock());
        return start != null
                && end != null
                && start <= end
                && span.startOffset() <= blocks.get(start).text().length()
                && span.endOffset() <= blocks.get(end).text().length();
    }

    /**
     * The words of a span, with one line feed between blocks.
     *
     * @throws IllegalArgumentException if the span does not lie within this document
     */
    public String text(Span span) {
        if (!contains(span)) {
            throw new IllegalArgumentException("%s does not lie within document %s".formatted(span, name));
        }
        int start = indexOf(span.startBlock());
        int end = indexOf(span.endBlock());
        if (start == end) {
            return blocks.get(start).text().substring(span.startOffset(), span.endOffset());
        }
        var text = new StringBuilder(blocks.get(start).text().substring(span.startOffset()));
        for (Block block : blocks.subList(start + 1, end)) {
            text.append('\n').append(block.text());
        }
        return text.append('\n')
                .append(blocks.get(end).text(), 0, span.endOffset())
                .toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document that
                && name.equals(that.name)
                && format.equals(that.format)
                && hash.equals(that.hash)
                && blocks.equals(that.blocks)
                && sections.equals(that.sections)
                && comments.equals(that.comments);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "Document[%s, %s, %d blocks, %d sections]".formatted(name, format, blocks.size(), sections.size());
    }
}
