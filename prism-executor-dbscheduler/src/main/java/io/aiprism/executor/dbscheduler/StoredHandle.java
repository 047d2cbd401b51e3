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
        TaskState state = transactions.run(session -> TaskTable.state(session, id));
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
