package io.aiprism.task;

/** A value could not be encoded, or bytes could not be decoded. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception with the error that led to it. */
    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
