package io.aiprism.executor.dbscheduler;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import org.jspecify.annotations.Nullable;

/** The right to end one attempt, which holds as long as the task's row says that it runs this attempt. */
final class StoredLease implements Lease {
    private final StoredHandle handle;
    private final NewTask task;
    private final @Nullable GroupId group;
    private final int attempt;
    private final int retries;
    private volatile boolean cutOff;

    StoredLease(StoredHandle handle, NewTask task, @Nullable GroupId group, int attempt, int retries) {
        this.handle = handle;
        this.task = task;
        this.group = group;
        this.attempt = attempt;
        this.retries = retries;
    }

    StoredLease withInput(byte[] input) {
        return new StoredLease(handle, task.withInput(input), group, attempt, retries);
    }

    TaskId id() {
        return handle.id();
    }

    @Override
    public StoredHandle handle() {
        return handle;
    }

    @Override
    public NewTask task() {
        return task;
    }

    @Override
    public @Nullable GroupId group() {
        return group;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int retries() {
        return retries;
    }

    /** Says that the database was out of reach for so long that other nodes may have taken the task over. */
    void cutOff() {
        cutOff = true;
    }

    /** Whether the attempt was interrupted because of that: then what it says is no outcome of the task. */
    boolean isCutOff() {
        return cutOff;
    }
}
