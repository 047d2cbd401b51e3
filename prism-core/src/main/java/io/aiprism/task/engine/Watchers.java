package io.aiprism.task.engine;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know when something changes about one task: threads that wait for it, and futures of it. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final Map<TaskId, List<Runnable>> byTask = new ConcurrentHashMap<>();
    // Most tasks are watched by nobody, and most of the time nobody watches any.
    private final AtomicInteger count = new AtomicInteger();

    /** Adds a watcher. Who then looks at the task misses no change: it sees it, or is told of it. */
    Registration watch(TaskId task, Runnable watcher) {
        count.incrementAndGet();
        byTask.compute(task, (id, watchers) -> {
            List<Runnable> all = watchers == null ? new CopyOnWriteArrayList<>() : watchers;
            all.add(watcher);
            return all;
        });
        var closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                count.decrementAndGet();
                byTask.computeIfPresent(task, (id, watchers) -> {
                    watchers.remove(watcher);
                    return watchers.isEmpty() ? null : watchers;
                });
            }
        };
    }

    /** The tasks that are watched. */
    Set<TaskId> tasks() {
        return Set.copyOf(byTask.keySet());
    }

    void changed(TaskId task) {
        List<Runnable> watchers = count.get() == 0 ? null : byTask.get(task);
        if (watchers == null) {
            return;
        }
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException e) {
                LOG.warn("somebody who watched task {} failed", task, e);
            }
        }
    }
}
