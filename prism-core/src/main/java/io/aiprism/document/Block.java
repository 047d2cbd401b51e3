package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One paragraph of a document: of the body, a list item, in a table cell, a text box, a note, a header or a footer.
 * Paragraphs without text are no blocks.
 *
 * @param id unique in the document; the same when the same bytes are read again, and as far as possible after edits
 *     elsewhere in the document
 * @param kind what the block is
 * @param place where it stands
 * @param text what a reader sees, without list labels; offsets of a {@link Span} count UTF-16 units of it
 * @param heading level and origin, exactly if the kind is {@link BlockKind#HEADING}
 */
public record Block(String id, BlockKind kind, Place place, String text, Optional<Heading> heading) {
    public Block {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(place, "place");
        requireNonNull(text, "text");
        requireNonNull(heading, "heading");
        if (heading.isPresent() != (kind == BlockKind.HEADING)) {
            throw new IllegalArgumentException("a block of kind %s %s a heading (block %s)"
                    .formatted(kind, heading.isPresent() ? "cannot have" : "needs", id));
        }
    }

    /** A block that is not a heading. */
    public static Block of(String id, BlockKind kind, Place place, String text) {
        return new Block(id, kind, place, text, Optional.empty());
    }

    /** A heading. */
    public static Block heading(String id, Place place, String text, Heading heading) {
        return new Block(id, BlockKind.HEADING, place, text, Optional.of(heading));
    }

    /** The span that covers the whole text of this block. */
    public Span span() {
        return new Span(id, 0, id, text.length());
    }

    /**
     * A hash of what the block says: kind, heading level, list level and text, but not its id or position. Computed anew
     * by each call.
     *
     * @return 64 hexadecimal digits (SHA-256)
     */
    public String contentHash() {
        return ContentHash.of(this);
    }
}
