package io.aiprism.task.engine;

import io.aiprism.task.Codec;
import io.aiprism.task.TaskOutcome;
import org.jspecify.annotations.Nullable;

/** Turns an outcome as an executor keeps it into one as the application wants it. */
final class Outcomes {
    private Outcomes() {}

    /**
     * @param output decodes the result; {@code null} if it is a live object
     */
    @SuppressWarnings("unchecked")
    static <O> TaskOutcome<O> decode(TaskOutcome<?> stored, @Nullable Codec<O> output) {
        return output != null && stored instanceof TaskOutcome.Succeeded<?>(var bytes)
                ? new TaskOutcome.Succeeded<>(output.decode((byte[]) bytes))
                : (TaskOutcome<O>) stored;
    }
}
