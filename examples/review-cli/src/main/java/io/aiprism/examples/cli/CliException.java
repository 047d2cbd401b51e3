package io.aiprism.examples.cli;

/** Ends the program with one line for people and an exit code. */
final class CliException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    CliException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
