package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskHandle;
import org.jspecify.annotations.Nullable;

/** The right to end one attempt, which holds as long as the task's row says that it runs this attempt. */
record StoredLease(
        TaskHandle handle, NewTask task, @Nullable GroupId group, int attempt, int retries) implements Lease {
    TaskId id() {
        return handle.id();
    }
}
