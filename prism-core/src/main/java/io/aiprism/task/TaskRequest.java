package io.aiprism.task;

import static java.util.Objects.requireNonNull;

/**
 * A task to be submitted.
 *
 * @param <I> what its handler gets
 * @param <O> what it returns
 * @param type the named work
 * @param input what the handler gets
 * @param options how it is run
 */
public record TaskRequest<I, O>(TaskType<I, O> type, I input, TaskOptions options) {
    public TaskRequest {
        requireNonNull(type, "type");
        requireNonNull(input, "input");
        requireNonNull(options, "options");
    }

    /** A task with {@link TaskOptions#DEFAULT}. */
    public static <I, O> TaskRequest<I, O> of(TaskType<I, O> type, I input) {
        return new TaskRequest<>(type, input, TaskOptions.DEFAULT);
    }
}
