package io.aiprism.task.inprocess;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tasks that wait for a time, or for their group, without a thread. */
final class Waiting {
    /** The due time of a task that somebody takes out. */
    static final long FOR_GROUP = Long.MAX_VALUE;

    private static final Registration NO_ALARM = () -> {};

    private final TaskClock clock;
    private final Consumer<InProcessTask> due;
    private final Map<InProcessTask, Registration> alarms = new ConcurrentHashMap<>();

    /**
     * @param due called for a task whose time has come, after it was taken out
     */
    Waiting(TaskClock clock, Consumer<InProcessTask> due) {
        this.clock = clock;
        this.due = due;
    }

    void add(InProcessTask task, long at) {
        alarms.put(task, NO_ALARM);
        if (at != FOR_GROUP) {
            Registration alarm = clock.schedule(Instant.ofEpochMilli(at), () -> fire(task));
            // The alarm may have gone off already, or the task may have ended meanwhile.
            if (alarms.replace(task, alarm) == null) {
                alarm.close();
            }
        }
        if (task.state().isTerminal()) {
            remove(task);
        }
    }

    void remove(InProcessTask task) {
        Registration alarm = alarms.remove(task);
        if (alarm != null) {
            alarm.close();
        }
    }

    int size() {
        return alarms.size();
    }

    void close() {
        alarms.values().forEach(Registration::close);
    }

    private void fire(InProcessTask task) {
        if (alarms.remove(task) != null) {
            due.accept(task);
        }
    }
}
