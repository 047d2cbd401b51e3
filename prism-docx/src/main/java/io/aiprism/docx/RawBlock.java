package io.aiprism.docx;

import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Heading;
import io.aiprism.document.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block before it has its id, and where it was found.
 *
 * @param wordId the id by that which Word gave the paragraph, if it did; not always unique
 * @param part the name of the part
 * @param host what it hangs on in the main part, if it is in a text box or note
 * @param ordinal number of the paragraph among those that were read in the part, from 0
 * @param bold whether all that is to be seen of it is bold
 */
record RawBlock(
        @Nullable String wordId,
        String part,
        int ordinal,
        BlockKind kind,
        Place place,
        String text,
        Optional<Heading> heading,
        boolean bold,
        @Nullable Host host) {
    /** The same block, hanging on another paragraph, or on none. */
    RawBlock at(@Nullable Host other) {
        return new RawBlock(wordId, part, ordinal, kind, place, text, heading, bold, other);
    }

    /** The same block, in another cell. */
    RawBlock in(Cell cell) {
        var there = new Place(place.story(), Optional.of(cell), place.listItem(), place.hidden());
        return new RawBlock(wordId, part, ordinal, kind, there, text, heading, bold, host);
    }

    /** The same block, as a heading. */
    RawBlock as(Heading other) {
        return new RawBlock(wordId, part, ordinal, BlockKind.HEADING, place, text, Optional.of(other), bold, host);
    }
}
