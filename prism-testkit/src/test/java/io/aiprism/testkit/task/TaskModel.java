package io.aiprism.testkit.task;

import io.aiprism.task.Task;
import io.aiprism.task.TaskState;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;

/** What must become of one task, where there is always a free place and its handler does what it is told. */
final class TaskModel {
    /** What a handler is told to do next. */
    sealed interface Order {
        record Succeed() implements Order {}

        record Fail() implements Order {}

        record RetryAt(Instant notBefore, boolean counted) implements Order {}
    }

    final BlockingQueue<Order> orders;
    final Task<String> task;
    private final Instant deadline;
    private final int maxRetries;
    private Instant notBefore;
    private int retries;
    private int attempts;
    private TaskState state = TaskState.SCHEDULED;

    TaskModel(Task<String> task, BlockingQueue<Order> orders, Instant startAt, Instant deadline, int maxRetries) {
        this.task = task;
        this.orders = orders;
        this.notBefore = startAt;
        this.deadline = deadline;
        this.maxRetries = maxRetries;
    }

    TaskState state() {
        return state;
    }

    int attempts() {
        return attempts;
    }

    void timeIs(Instant now) {
        if (state.isTerminal()) {
            return;
        }
        boolean waits = state == TaskState.SCHEDULED || state == TaskState.RETRY_WAIT;
        if (waits && !notBefore.isAfter(now) && notBefore.isBefore(deadline)) {
            state = TaskState.RUNNING;
            attempts++;
        }
        if (!deadline.isAfter(now)) {
            state = TaskState.TIMED_OUT;
        }
    }

    void cancel() {
        if (!state.isTerminal()) {
            state = TaskState.CANCELLED;
        }
    }

    void obey(Order order, Instant now) {
        switch (order) {
            case Order.Succeed succeed -> state = TaskState.SUCCEEDED;
            case Order.Fail fail -> state = TaskState.FAILED;
            case Order.RetryAt(var at, var counted) -> retry(at, counted, now);
        }
    }

    private void retry(Instant at, boolean counted, Instant now) {
        if (counted && retries == maxRetries) {
            state = TaskState.FAILED;
        } else if (!at.isBefore(deadline)) {
            state = TaskState.TIMED_OUT;
        } else {
            retries += counted ? 1 : 0;
            notBefore = at;
            state = TaskState.RETRY_WAIT;
            timeIs(now);
        }
    }
}
