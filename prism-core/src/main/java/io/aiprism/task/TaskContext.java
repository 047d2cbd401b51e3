package io.aiprism.task;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What a running task knows and can say. Thread-safe; of no use after the handler has returned. */
public interface TaskContext {
    /** The task's id. */
    TaskId id();

    /** On whose behalf it runs. */
    String tenant();

    /** The group that the task is a member of. */
    Optional<GroupId> group();

    /** The labels that it was submitted with. */
    Map<String, String> labels();

    /** The number of this attempt, 1 for the first. */
    int attempt();

    /** When the task, or this attempt of it, is ended as timed out. */
    Instant deadline();

    /**
     * Whether the result of this attempt is no longer wanted: the task was cancelled or timed out, or this process lost it
     * to another one. The thread was interrupted as well.
     */
    boolean isCancelled();

    /**
     * Runs an action when this attempt is cancelled, at once if it already is: for work that an interrupt does not reach.
     * The action runs on the thread that cancels and must not block.
     */
    void onCancel(Runnable action);

    /** Says how far the work is; kept as the task's latest progress and as an event. */
    void progress(Progress progress);

    /** Says how far the work is, in steps without unit. */
    default void progress(long done, long total, String message) {
        progress(new Progress(done, total, message));
    }

    /**
     * Hands out a part of the result before the whole is there, as an event.
     *
     * @param name what it is a part of, for those who read the event
     */
    <T> void emit(String name, T part, Codec<T> codec);

    /**
     * Does a part of the work once per task: its result is recorded, and a later attempt gets it without running the body
     * again. A body that throws is not recorded.
     *
     * @param name unique within the task
     */
    <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception;
}
