package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A document could not be read. {@link #kind()} says why; the message says what to do about it. */
public final class DocumentException extends IOException {
    private static final long serialVersionUID = 1;

    /** Why a document could not be read. */
    public enum Kind {
        /** No installed reader knows the format. */
        UNKNOWN_FORMAT,
        /** A known format that cannot be read, for example a Word file of before 2007. */
        UNSUPPORTED,
        /** Protected by a password. */
        ENCRYPTED,
        /** Not well-formed: cut off, overwritten, or made by a broken program. */
        DAMAGED,
        /** Larger or deeper than {@link DocumentLimits} allow. */
        LIMIT_EXCEEDED
    }

    private final Kind kind;

    /** Creates an exception without a cause. */
    public DocumentException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Creates an exception with the error that led to it. */
    public DocumentException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** Why the document could not be read. */
    public Kind kind() {
        return kind;
    }
}
