package io.aiprism.task.inprocess;

import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a task's events: from its journal, or derived from its phase if it never needed one. */
final class Events {
    private Events() {}

    static List<TaskEvent> of(InProcessTask task) {
        Phase phase = task.phase();
        Journal journal = task.journal();
        List<TaskEvent> events = journal != null ? journal.events(task) : derive(task, phase);
        // If it expired meanwhile, its journal may have been gone, or its end not been seen.
        return task.phase() instanceof Phase.Expired ? List.of() : events;
    }

    private static List<TaskEvent> derive(InProcessTask task, Phase phase) {
        List<TaskEvent> events = new ArrayList<>(3);
        add(events, task, TaskState.QUEUED, 0, task.submittedAt);
        if (phase.attempt() > 0) {
            add(events, task, TaskState.RUNNING, phase.attempt(), phase.startedAt());
        }
        if (phase instanceof Phase.Ended ended) {
            add(events, task, ended.state(), ended.attempt(), ended.endedAt());
        }
        return events;
    }

    private static void add(List<TaskEvent> events, InProcessTask task, TaskState state, int attempt, long at) {
        var detail = new TaskEvent.StateChanged(state, attempt);
        events.add(new TaskEvent(task.id, events.size() + 1L, Instant.ofEpochMilli(at), detail));
    }
}
