package io.aiprism.task.engine;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskListener;
import io.aiprism.task.TaskStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to hear of all tasks. One that fails harms neither the others nor the task. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<TaskListener> listeners = new CopyOnWriteArrayList<>();

    Registration add(TaskListener listener) {
        requireNonNull(listener, "listener");
        // A wrapper of its own, so that the same listener added twice is taken back once at a time.
        TaskListener added = status -> listener.onStateChange(status);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(TaskStatus status) {
        for (TaskListener listener : listeners) {
            try {
                listener.onStateChange(status);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed on task {} in state {}", status.id(), status.state(), e);
            }
        }
    }
}
