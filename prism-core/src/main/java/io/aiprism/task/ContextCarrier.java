package io.aiprism.task;

import java.util.Map;

/**
 * Carries context of the submitting thread, for example a trace id, to the thread that runs the task; as text, so that it
 * reaches another process as well. SLF4J's MDC is carried without one. Implementations are thread-safe.
 */
public interface ContextCarrier {
    /** What to carry, read on the submitting thread; empty if there is nothing. Keys must not clash with other carriers'. */
    Map<String, String> capture();

    /**
     * Puts the context in place on the thread that runs the task.
     *
     * @param context all that was captured, that of other carriers included
     * @return takes it away again, on the same thread
     */
    Registration restore(Map<String, String> context);
}
