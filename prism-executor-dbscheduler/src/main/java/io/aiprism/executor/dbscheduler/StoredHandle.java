package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskHandle;
import org.jspecify.annotations.Nullable;

/** A reference to a row of {@link TaskTable}. */
final class StoredHandle implements TaskHandle {
    private final TaskId id;
    private final Transactions transactions;
    private final @Nullable Long version;
    private volatile @Nullable TaskState last;
    private volatile boolean begun;

    StoredHandle(TaskId id, Transactions transactions) {
        this(id, transactions, null);
    }

    /**
     * @param version of the pointer that this node has picked to run the task; {@code null} if it has picked none
     */
    StoredHandle(TaskId id, Transactions transactions, @Nullable Long version) {
        this.id = id;
        this.transactions = transactions;
        this.version = version;
    }

    @Nullable
    Long version() {
        return version;
    }

    /** Notes that an attempt was begun by this handle. */
    void begun() {
        begun = true;
    }

    /** Whether an attempt was begun by this handle: then what ends it has seen to the pointer. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public TaskState state() {
        TaskState known = last;
        if (known != null && known.isTerminal()) {
            return known;
        }
        TaskState state = transactions.single(session -> TaskTable.state(session, id));
        if (state == null) {
            throw new IllegalStateException(
                    "nothing is left of task %s, which has ended and expired since".formatted(id));
        }
        last = state;
        return state;
    }

    @Override
    public String toString() {
        return "StoredHandle[%s]".formatted(id);
    }
}
