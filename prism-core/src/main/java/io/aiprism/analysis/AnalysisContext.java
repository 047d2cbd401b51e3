package io.aiprism.analysis;

import io.aiprism.task.Codec;
import io.aiprism.task.TaskContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What an analyzer knows of its call, and can say meanwhile. Thread-safe; of no use after the analyzer has returned. */
public interface AnalysisContext {
    /** On whose behalf; tenants take turns. */
    String tenant();

    /** The id of the review that this is a part of; empty outside of one. */
    Optional<String> review();

    /** The number of this attempt, 1 for the first. */
    int attempt();

    /** When the analysis is given up. */
    Instant deadline();

    /** Whether the result is no longer wanted. The thread was interrupted as well. */
    boolean isCancelled();

    /** Runs an action when the analysis is cancelled, for work that an interrupt does not reach; at once if it already is. */
    void onCancel(Runnable action);

    /**
     * Says how far the analysis is.
     *
     * @param done steps done
     * @param total steps in all, 0 if not known
     * @param message for people; may be empty
     */
    void progress(long done, long total, String message);

    /**
     * Does a part of the work once: where the executor records it, a later attempt gets the result without running the body
     * again.
     *
     * @param name unique within the analysis
     */
    <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception;

    /** The context of an analysis that a task runs. */
    static AnalysisContext of(TaskContext task) {
        return new TaskAnalysisContext(task);
    }

    /** The context of an analyzer that is called directly: one attempt, never cancelled, without deadline. */
    static AnalysisContext direct() {
        return DirectAnalysisContext.INSTANCE;
    }
}
