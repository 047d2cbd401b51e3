package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/**
 * Named work: what is stored with a task instead of code, so that any manager, also one in another process, can run it
 * with the handler registered there.
 *
 * @param <I> what the handler gets
 * @param <O> what it returns
 * @param name unique within an application, for example {@code "review.section"}; stored with each task, so do not rename
 * @param input encodes what the handler gets
 * @param output encodes what it returns
 */
public record TaskType<I, O>(String name, Codec<I> input, Codec<O> output) {
    public TaskType {
        requireNonNull(name, "name");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a task type needs a name, was '%s'".formatted(name));
        }
    }

    /** A type whose input and output are written as JSON. */
    public static <I, O> TaskType<I, O> json(String name, Class<I> input, Class<O> output) {
        return new TaskType<>(name, Codec.json(input), Codec.json(output));
    }
}
