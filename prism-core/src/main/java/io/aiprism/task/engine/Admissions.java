package io.aiprism.task.engine;

import io.aiprism.concurrent.Occupancy;
import io.aiprism.task.Admission;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskRejectedException;

/** Counts the tasks that were accepted and neither run nor have ended, and keeps new ones out while there are too many. */
final class Admissions {
    private final Occupancy inside;
    private final WaitQueue outside;

    Admissions(int capacity, TaskClock clock) {
        this.inside = new Occupancy(capacity);
        this.outside = new WaitQueue(clock);
    }

    int count() {
        return inside.count();
    }

    boolean tryEnter(int tasks) {
        return inside.tryEnter(tasks);
    }

    /** Lets tasks in, or waits for places, as the caller chose; running in the caller is the caller's own affair. */
    void enter(int tasks, Admission admission) {
        if (tasks > inside.capacity()) {
            throw new TaskRejectedException(
                    TaskRejectedException.Reason.TOO_MANY,
                    "%d tasks can never be accepted at once: the queue has %d places (queueCapacity)"
                            .formatted(tasks, inside.capacity()));
        }
        if (tryEnter(tasks)) {
            return;
        }
        if (!(admission instanceof Admission.Wait wait)) {
            throw full("try again later, or submit with Admission.waitAtMost");
        }
        try {
            if (!outside.await(() -> tryEnter(tasks), wait.atMost())) {
                throw full("waited %s for a place".formatted(wait.atMost()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw full("interrupted while waiting for a place");
        }
    }

    /** Counts a task that is back from its attempt and must not be turned away. */
    void enterAgain() {
        inside.enter();
    }

    void leave(int tasks) {
        inside.leave(tasks);
        outside.signal();
    }

    private TaskRejectedException full(String advice) {
        return new TaskRejectedException(
                TaskRejectedException.Reason.QUEUE_FULL,
                "the queue is full: %d of %d places are taken (queueCapacity); %s"
                        .formatted(count(), inside.capacity(), advice));
    }
}
