package io.aiprism.testkit.task;

import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@link EncodingExecutor}. All but its state is read and written under the executor's lock. */
final class StoredTask implements TaskHandle {
    final long number;
    final @Nullable GroupId group;
    final List<TaskEvent> events = new ArrayList<>();
    final Map<String, byte[]> steps = new HashMap<>();
    NewTask task;
    private volatile TaskState state;
    int attempt;
    int retries;
    long notBefore;
    long startedAt;
    long endedAt;
    long expiredAt;

    @Nullable
    Progress progress;

    byte @Nullable [] outcome;

    /** The right to end one attempt, which holds as long as the task runs that attempt. */
    record StoredLease(StoredTask handle, NewTask task, int attempt, int retries) implements Lease {
        @Override
        public @Nullable GroupId group() {
            return handle.group;
        }

        boolean holds() {
            return handle.state == TaskState.RUNNING && handle.attempt == attempt;
        }
    }

    StoredTask(NewTask task, long number, @Nullable GroupId group) {
        this.task = task;
        this.number = number;
        this.group = group;
        this.notBefore = task.startAt();
        this.state = task.isDue() ? TaskState.QUEUED : TaskState.SCHEDULED;
        tell(new TaskEvent.StateChanged(state, 0), task.submittedAt());
    }

    /** A row read back after a restart. */
    StoredTask(StoredTask stored) {
        task = stored.task.withInput(((byte[]) stored.task.input()).clone());
        number = stored.number;
        group = stored.group;
        events.addAll(stored.events);
        steps.putAll(stored.steps);
        state = stored.state;
        attempt = stored.attempt;
        retries = stored.retries;
        notBefore = stored.notBefore;
        startedAt = stored.startedAt;
        endedAt = stored.endedAt;
        expiredAt = stored.expiredAt;
        progress = stored.progress;
        outcome = stored.outcome;
    }

    @Override
    public TaskId id() {
        return task.id();
    }

    @Override
    public TaskState state() {
        return state;
    }

    boolean isWaiting() {
        return state == TaskState.SCHEDULED || state == TaskState.RETRY_WAIT;
    }

    boolean isExpired() {
        return state.isTerminal() && outcome == null;
    }

    void become(TaskState next, long at) {
        state.requireCanBecome(next);
        tell(new TaskEvent.StateChanged(next, attempt), at);
        state = next;
    }

    void tell(TaskEvent.Detail detail, long at) {
        events.add(new TaskEvent(id(), events.size() + 1L, Instant.ofEpochMilli(at), detail));
    }

    TaskLookup lookup() {
        return isExpired()
                ? new TaskLookup.Expired(id(), state, Instant.ofEpochMilli(endedAt))
                : new TaskLookup.Found(status());
    }

    TaskStatus status() {
        return new TaskStatus(
                id(),
                task.type(),
                task.options().tenant(),
                state,
                attempt,
                state == TaskState.CANCELLED,
                Optional.ofNullable(progress),
                Instant.ofEpochMilli(task.submittedAt()),
                attempt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(startedAt)),
                state.isTerminal() ? Optional.of(Instant.ofEpochMilli(endedAt)) : Optional.empty(),
                Instant.ofEpochMilli(task.deadline()),
                Optional.ofNullable(group),
                task.options().labels());
    }
}
