package io.aiprism.bedrock.testkit;

/** What goes wrong with an answer on its way. */
sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** The connection is cut. */
    record CutAt(Cut cut) implements Fault {}

    /** Nothing is answered until the client hangs up. */
    record Never() implements Fault {}

    /**
     * A stream ends early.
     *
     * @param inFrame with half of the next frame
     * @param cut the connection is cut; else the HTTP answer is complete
     */
    record EndsAfter(int deltas, boolean inFrame, boolean cut) implements Fault {}

    /** A stream says nothing more until the client hangs up. */
    record StallsAfter(int deltas) implements Fault {}

    /** A stream goes on with an exception. */
    record FailsAfter(int deltas, String exceptionType, BedrockError error) implements Fault {}

    /** The next frame of a stream has a wrong checksum. */
    record CorruptAfter(int deltas) implements Fault {}

    /** A stream ends after its stop reason. */
    record WithoutMetadata() implements Fault {}
}
