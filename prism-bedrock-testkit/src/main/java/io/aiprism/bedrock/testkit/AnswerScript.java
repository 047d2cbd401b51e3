package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers that the fake, or one model of it, gives: one after the other, then always the same. Thread-safe. */
public final class AnswerScript {
    private final Deque<Answerer> next = new ArrayDeque<>();
    private @Nullable Answerer otherwise;

    AnswerScript() {}

    /** Adds answers, each for one call. */
    public synchronized AnswerScript then(Answer... answers) {
        for (Answer answer : answers) {
            requireNonNull(answer, "answer");
            next.add(call -> answer);
        }
        return this;
    }

    /** Adds the answer to one call. */
    public synchronized AnswerScript then(Answerer answerer) {
        next.add(requireNonNull(answerer, "answerer"));
        return this;
    }

    /** Answers whatever comes after the script's end. */
    public AnswerScript otherwise(Answer answer) {
        requireNonNull(answer, "answer");
        return otherwise(call -> answer);
    }

    /** Answers whatever comes after the script's end. */
    public synchronized AnswerScript otherwise(Answerer answerer) {
        otherwise = requireNonNull(answerer, "answerer");
        return this;
    }

    /** How many answers have not been given yet. */
    public synchronized int remaining() {
        return next.size();
    }

    synchronized Optional<Answerer> take() {
        return Optional.ofNullable(next.isEmpty() ? otherwise : next.poll());
    }
}
