package io.aiprism.task.routing;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where each idempotency key has gone, so that a changed route does not make two tasks of one key. An entry is dropped when its
 * manager no longer knows the task; that is looked at whenever the number of entries has doubled.
 */
final class RoutedKeys {
    private static final int SMALLEST_SWEEP = 1024;

    private record Key(String tenant, String key) {}

    /** A manager, and the task that it has made of a key; no task before the first submit has returned. */
    private static final class Place {
        final TaskManager manager;
        volatile @Nullable TaskId task;

        Place(TaskManager manager) {
            this.manager = manager;
        }

        boolean isForgotten() {
            TaskId id = task;
            return id != null && manager.find(id) instanceof TaskLookup.Unknown;
        }
    }

    private final Map<Key, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger sweepAt = new AtomicInteger(SMALLEST_SWEEP);

    /** The manager that a key has gone to before, or else goes to now. */
    TaskManager manager(String tenant, String key, Supplier<TaskManager> chosen) {
        var at = new Key(tenant, key);
        Place known = places.get(at);
        if (known != null && known.isForgotten()) {
            places.remove(at, known);
        }
        return places.computeIfAbsent(at, same -> new Place(chosen.get())).manager;
    }

    /** Remembers which task a key stands for. */
    void submitted(String tenant, String key, TaskManager manager, TaskId task) {
        places.computeIfAbsent(new Key(tenant, key), same -> new Place(manager)).task = task;
        int limit = sweepAt.get();
        if (places.size() >= limit && sweepAt.compareAndSet(limit, Integer.MAX_VALUE)) {
            try {
                places.values().removeIf(Place::isForgotten);
            } finally {
                sweepAt.set(Math.max(SMALLEST_SWEEP, 2 * places.size()));
            }
        }
    }

    /** Takes back that a key has gone anywhere, if no task has come of it. */
    void rejected(String tenant, String key) {
        places.computeIfPresent(new Key(tenant, key), (same, place) -> place.task == null ? null : place);
    }
}
