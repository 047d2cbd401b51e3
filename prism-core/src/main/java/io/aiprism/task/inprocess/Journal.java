package io.aiprism.task.inprocess;

import io.aiprism.task.Progress;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a task had to tell: its events but for the last one, its progress, and its steps' results. The event of a task's end is
 * never stored; a reader adds it after all others, and because what is appended under the lock checks the task's phase there,
 * nothing can be appended after a reader has seen the end.
 */
final class Journal {
    private final ReentrantLock lock = new ReentrantLock();
    private final TaskId task;
    private final List<TaskEvent> events = new ArrayList<>(4);
    private @Nullable Map<String, byte[]> steps;
    private volatile @Nullable Progress progress;

    private Journal(TaskId task) {
        this.task = task;
    }

    /** A journal of a task that has come into its first phase. */
    static Journal beginning(TaskId task, Phase first, long at) {
        var journal = new Journal(task);
        journal.append(first, at);
        return journal;
    }

    void append(Phase phase, long at) {
        add(new TaskEvent.StateChanged(phase.state(), phase.attempt()), at);
    }

    /** Makes a move and appends its event, or does neither. */
    boolean appendIf(BooleanSupplier move, Phase to, long at) {
        lock.lock();
        try {
            if (!move.getAsBoolean()) {
                return false;
            }
            append(to, at);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Appends what a handler said, if its attempt is still the one that counts. */
    boolean appendIf(BooleanSupplier leaseHolds, TaskEvent.Detail detail, long at) {
        lock.lock();
        try {
            if (!leaseHolds.getAsBoolean()) {
                return false;
            }
            add(detail, at);
            if (detail instanceof TaskEvent.Progressed progressed) {
                progress = progressed.progress();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean recordStepIf(BooleanSupplier leaseHolds, String name, byte[] result) {
        lock.lock();
        try {
            if (!leaseHolds.getAsBoolean()) {
                return false;
            }
            Map<String, byte[]> recorded = steps;
            if (recorded == null) {
                recorded = new HashMap<>();
                steps = recorded;
            }
            recorded.put(name, result.clone());
            return true;
        } finally {
            lock.unlock();
        }
    }

    byte @Nullable [] step(String name) {
        lock.lock();
        try {
            byte @Nullable [] result = steps == null ? null : steps.get(name);
            return result == null ? null : result.clone();
        } finally {
            lock.unlock();
        }
    }

    Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** All events of the task so far, its end included. */
    List<TaskEvent> events(InProcessTask task) {
        lock.lock();
        try {
            List<TaskEvent> all = new ArrayList<>(events);
            if (task.phase() instanceof Phase.Ended ended) {
                all.add(event(ended, ended.endedAt()));
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    private TaskEvent event(Phase phase, long at) {
        return new TaskEvent(
                task,
                events.size() + 1L,
                Instant.ofEpochMilli(at),
                new TaskEvent.StateChanged(phase.state(), phase.attempt()));
    }

    private void add(TaskEvent.Detail detail, long at) {
        events.add(new TaskEvent(task, events.size() + 1L, Instant.ofEpochMilli(at), detail));
    }
}
