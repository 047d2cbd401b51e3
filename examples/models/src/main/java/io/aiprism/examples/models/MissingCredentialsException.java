package io.aiprism.examples.models;

/** Nobody says who calls the model. The message says what to do about it. */
public final class MissingCredentialsException extends Exception {
    private static final long serialVersionUID = 1;

    MissingCredentialsException(String message) {
        super(message);
    }
}
