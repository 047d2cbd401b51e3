package io.aiprism.examples.cli;

/** What the program ends with. Where several apply, the one that stands first here is taken. */
enum ExitCode {
    USAGE(2),
    ENVIRONMENT(3),
    UNREADABLE_INPUT(4),
    INCOMPLETE(5),
    FINDINGS(1),
    OK(0);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
