package io.aiprism.examples.http;

/** Ends the handling of a request with an answer that says what is wrong. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    ProblemException(Answer answer) {
        super(answer.body().toString(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
