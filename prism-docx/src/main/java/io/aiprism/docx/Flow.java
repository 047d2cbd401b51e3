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
    final Deque<TableState> tables = new ArrayDeque<>();
    List<RawBlock> blocks;

    @Nullable
    Paragraph paragraph;

    private final Deque<Boolean> fieldsInResult = new ArrayDeque<>();
    private int fieldsInInstructions;

    Flow(Story story, @Nullable Flow outer, List<RawBlock> blocks) {
        this.story = story;
        this.outer = outer;
        this.blocks = blocks;
    }

    /** Follows a complex field: its instructions, up to the separator, are not text. */
    void fieldCharacter(@Nullable String type) {
        if (type == null) {
            return;
        }
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

    boolean inInstructions() {
        return fieldsInInstructions > 0;
    }
}
