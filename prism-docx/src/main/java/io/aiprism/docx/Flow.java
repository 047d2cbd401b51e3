package io.aiprism.docx;

import io.aiprism.document.Story;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flow of text while it is read: that of a part, or of a text box within it. Fields and tables do not leave it. */
final class Flow {
    final Story story;
    final @Nullable Flow outer;
    /** Where a text box hangs in the flow of the part. */
    final @Nullable Host host;

    final Deque<TableState> tables = new ArrayDeque<>();
    List<RawBlock> blocks;

    @Nullable
    Paragraph paragraph;

    private final Deque<Boolean> fieldsInResult = new ArrayDeque<>();
    private int fieldsInInstructions;

    Flow(Story story, @Nullable Flow outer, List<RawBlock> blocks, @Nullable Host host) {
        this.story = story;
        this.outer = outer;
        this.blocks = blocks;
        this.host = host;
    }

    /** Follows a complex field: its instructions, up to the separator, are not text. */
    void fieldCharacter(String type) {
        switch (type) {
            case "begin" -> {
                fieldsInResult.push(false);
                fieldsInInstructions++;
            }
            case "separate" -> {
                if (!fieldsInResult.isEmpty() && !fieldsInResult.peek()) {
                    fieldsInResult.pop();
                    fieldsInResult.push(true);
                    fieldsInInstructions--;
                }
            }
            case "end" -> {
                if (!fieldsInResult.isEmpty() && !fieldsInResult.pop()) {
                    fieldsInInstructions--;
                }
            }
            default -> {}
        }
    }

    /** Whether a complex field is open, in its instructions or in its result. */
    boolean inField() {
        return !fieldsInResult.isEmpty();
    }

    boolean inInstructions() {
        return fieldsInInstructions > 0;
    }
}
