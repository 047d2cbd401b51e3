package io.aiprism.checklist;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A checklist could not be read. The message names the source, and the line and the field where there is one. */
public final class ChecklistException extends IOException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String field;

    private ChecklistException(String message, int line, String field, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
        this.field = field;
    }

    static ChecklistException at(String source, int line, String field, String problem) {
        String place = field.isEmpty() ? "" : field + ": ";
        return new ChecklistException("%s, line %d: %s%s".formatted(source, line, place, problem), line, field, null);
    }

    static ChecklistException notWellFormed(String source, String format, int line, String problem, Throwable cause) {
        return new ChecklistException(
                "%s, line %d: not well-formed %s: %s".formatted(source, line, format, problem), line, "", cause);
    }

    static ChecklistException withoutPlace(String message) {
        return new ChecklistException(message, 0, "", null);
    }

    /** The line where it went wrong, 1 for the first; 0 if there is no such line. */
    public int line() {
        return line;
    }

    /** The field that is wrong, for example {@code "checkpoints[3].severity"}; empty if there is no such field. */
    public String field() {
        return field;
    }
}
