package io.aiprism.docx;

import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import java.util.List;

/**
 * Guesses the headings of a document that has none: short lines of the body outside tables that are bold as a whole, do not
 * end like a sentence, and are followed by text that is not bold. All get level 1.
 */
final class HeadingGuesses {
    private static final int LONGEST = 100;
    private static final Heading GUESS = new Heading(1, HeadingSource.GUESS);

    private HeadingGuesses() {}

    /** Makes headings of the blocks that look like some, unless there is one already. */
    static void mark(List<RawBlock> blocks) {
        boolean hasHeadings = blocks.stream()
                .anyMatch(block -> block.heading().isPresent() && block.place().cutsSections());
        if (hasHeadings) {
            return;
        }
        boolean textFollows = false;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            RawBlock block = blocks.get(i);
            boolean candidate = looksLikeHeading(block);
            if (candidate && textFollows) {
                blocks.set(i, block.as(GUESS));
            }
            textFollows = !candidate;
        }
    }

    private static boolean looksLikeHeading(RawBlock block) {
        String text = block.text().strip();
        return block.bold()
                && block.place().cutsSections()
                && !block.place().hidden()
                && text.length() <= LONGEST
                && text.codePoints().anyMatch(Character::isLetter)
                && ".,;!?".indexOf(text.charAt(text.length() - 1)) < 0;
    }
}
