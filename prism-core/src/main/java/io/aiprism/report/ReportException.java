package io.aiprism.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A report could not be read. The message names the source, and the line and the field where there is one. */
public final class ReportException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Kind {
        /** It is not well-formed JSON, or not a report of Prism at all. */
        NOT_A_REPORT,
        /** It was written by a newer Prism, in a version of the format that this one does not know. */
        NEWER_VERSION,
        /** It is a report, but a field is missing, of the wrong type, or contradicts another one. */
        MALFORMED
    }

    private final Kind kind;
    private final int line;
    private final String field;

    ReportException(Kind kind, String source, int line, String field, String problem, @Nullable Throwable cause) {
        super("%s, line %d: %s%s".formatted(source, line, field.isEmpty() ? "" : field + ": ", problem), cause);
        this.kind = requireNonNull(kind, "kind");
        this.line = line;
        this.field = field;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The line where it went wrong, 1 for the first. */
    public int line() {
        return line;
    }

    /** The field that is wrong, for example {@code "findings[3].severity"}; empty if it is the whole. */
    public String field() {
        return field;
    }
}
