package io.aiprism.task.inprocess;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The moves of tasks from phase to phase, with all that goes with each. Times are milliseconds since the epoch. */
final class Transitions {
    private static final int ENDED_IN_QUEUE = 1_024;

    private final TaskTable tasks;
    private final Dispatcher dispatcher;
    private final TaskClock clock;
    private final Waiting waiting;
    private final AtomicInteger endedInQueue = new AtomicInteger();

    Transitions(TaskTable tasks, Dispatcher dispatcher, TaskClock clock) {
        this.tasks = tasks;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.waiting = new Waiting(clock, this::fallDue);
    }

    int waiting() {
        return waiting.size();
    }

    void close() {
        waiting.close();
    }

    /** Lets a task that is known now go its way. */
    void release(InProcessTask task, NewTask submitted) {
        if (!submitted.isDue()) {
            waiting.add(task, submitted.startAt());
        } else if (submitted.dispatched()) {
            dispatcher.enqueue(task);
        }
    }

    /** Has a group's finisher wait for its group. */
    void park(InProcessTask finisher) {
        waiting.add(finisher, Waiting.FOR_GROUP);
    }

    Phase.@Nullable Running start(InProcessTask task, long now) {
        Phase before = task.phase();
        NewTask submitted = task.task();
        if (!(before instanceof Phase.Queued queued) || submitted == null) {
            return null;
        }
        var running = new Phase.Running(task, submitted, queued, now);
        return task.move(before, running, now) ? running : null;
    }

    boolean retry(Phase.Running running, long notBefore, boolean counted, long now) {
        var task = (InProcessTask) running.handle();
        int retries = running.retries() + (counted ? 1 : 0);
        boolean due = notBefore <= now;
        Phase next = due
                ? new Phase.Queued(running.attempt(), retries, running.startedAt())
                : new Phase.Waiting(TaskState.RETRY_WAIT, running.attempt(), retries, running.startedAt());
        if (!task.move(running, next, now)) {
            return false;
        }
        if (due) {
            dispatcher.enqueueAgain(task);
        } else {
            waiting.add(task, notBefore);
        }
        return true;
    }

    /** Ends a task wherever it is, unless it has ended. */
    CancelResult end(InProcessTask task, TaskOutcome<?> outcome, long now) {
        while (true) {
            Phase before = task.phase();
            if (before.state().isTerminal()) {
                return before instanceof Phase.Expired ? CancelResult.EXPIRED : CancelResult.ALREADY_FINISHED;
            }
            if (end(task, before, outcome, now)) {
                return before instanceof Phase.Running
                        ? CancelResult.CANCELLED_WHILE_RUNNING
                        : CancelResult.CANCELLED_BEFORE_START;
            }
        }
    }

    /** Ends a task if it is still in the given phase. */
    boolean end(InProcessTask task, Phase before, TaskOutcome<?> outcome, long now) {
        before.state().requireCanBecome(outcome.state());
        var ended = new Phase.Ended(outcome, tasks.weight(outcome), before.attempt(), before.startedAt(), now);
        if (!task.end(before, ended)) {
            return false;
        }
        if (before instanceof Phase.Waiting) {
            waiting.remove(task);
        } else if (before instanceof Phase.Queued && endedInQueue.incrementAndGet() % ENDED_IN_QUEUE == 0) {
            // They leave the queue in bulk, so that cancelling many does not fill the memory.
            dispatcher.clean();
        }
        Group group = task.group;
        if (group != null) {
            memberEnded(group, now);
        }
        tasks.ended(task, now);
        return true;
    }

    private void memberEnded(Group group, long now) {
        if (!group.memberEnded()) {
            return;
        }
        tasks.ended(group, now);
        InProcessTask finisher = group.finisher;
        NewTask submitted = finisher == null ? null : finisher.task();
        if (finisher != null && submitted != null) {
            waiting.remove(finisher);
            finisher.input(submitted.withInput(group.status()));
            fallDue(finisher);
        }
    }

    private void fallDue(InProcessTask task) {
        if (task.phase() instanceof Phase.Waiting due) {
            var queued = new Phase.Queued(due.attempt(), due.retries(), due.startedAt());
            if (task.move(due, queued, clock.millis())) {
                dispatcher.runner().changed(task, TaskState.QUEUED, queued.attempt());
                dispatcher.enqueueAgain(task);
            }
        }
    }
}
