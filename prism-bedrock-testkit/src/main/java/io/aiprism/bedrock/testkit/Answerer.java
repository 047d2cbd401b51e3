package io.aiprism.bedrock.testkit;

/** Answers calls: a function for whole simulations. It is called by many threads at once. */
@FunctionalInterface
public interface Answerer {
    /**
     * The answer; may wait, for latches of a test as well.
     *
     * @throws RuntimeException which the client sees as an internal error of the server, and the test as {@link FakeBedrock#close()}
     *     throwing it
     */
    Answer answer(ConverseCall call) throws InterruptedException;
}
