package io.aiprism.testkit.task;

import io.aiprism.task.GroupId;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.spi.NewTask;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of {@link EncodingExecutor}. Used under its lock. */
final class StoredTasks {
    private static final Comparator<StoredTask> QUEUE_ORDER =
            Comparator.<StoredTask>comparingLong(task -> task.task.sortKey()).thenComparingLong(task -> task.number);

    final Map<TaskId, StoredTask> rows = new LinkedHashMap<>();
    final Map<GroupId, StoredGroup> groups = new HashMap<>();
    private final Map<Key, TaskId> keys = new HashMap<>();
    private final Deque<StoredTask> ended = new ArrayDeque<>();
    private final Deque<StoredTask> tombstones = new ArrayDeque<>();
    private long lastNumber;
    private long bytes;

    private record Key(String tenant, String key) {}

    /** Reads everything back after a restart. */
    static StoredTasks copyOf(StoredTasks stored) {
        StoredTasks copy = new StoredTasks();
        stored.rows.forEach((id, row) -> copy.rows.put(id, new StoredTask(row)));
        copy.groups.putAll(stored.groups);
        copy.keys.putAll(stored.keys);
        stored.ended.forEach(row -> copy.ended.add(copy.get(row)));
        stored.tombstones.forEach(row -> copy.tombstones.add(copy.get(row)));
        copy.lastNumber = stored.lastNumber;
        copy.bytes = stored.bytes;
        return copy;
    }

    static Comparator<StoredTask> queueOrder() {
        return QUEUE_ORDER;
    }

    private StoredTask get(StoredTask row) {
        StoredTask found = rows.get(row.id());
        if (found == null) {
            throw new IllegalStateException("task %s is not stored".formatted(row.id()));
        }
        return found;
    }

    /** The task that has the key already. */
    @Nullable
    StoredTask withKeyOf(NewTask task) {
        TaskId id = key(task).map(keys::get).orElse(null);
        return id == null ? null : rows.get(id);
    }

    StoredTask insert(NewTask task, @Nullable GroupId group) {
        StoredTask row = new StoredTask(task, ++lastNumber, group);
        rows.put(task.id(), row);
        key(task).ifPresent(key -> keys.put(key, task.id()));
        return row;
    }

    void ended(StoredTask row) {
        ended.add(row);
    }

    void countBytes(TaskOutcome<?> outcome, Retention retention) {
        bytes += weigh(outcome, retention);
    }

    void purge(long now, Retention retention) {
        ended.removeIf(row -> {
            boolean over = row.endedAt + ttl(row, retention) <= now;
            if (over) {
                expire(row, now, retention);
            }
            return over;
        });
        while (ended.size() > retention.maxTasks() || (bytes > retention.maxBytes() && !ended.isEmpty())) {
            expire(ended.remove(), now, retention);
        }
        Iterator<StoredTask> oldest = tombstones.iterator();
        while (oldest.hasNext()) {
            StoredTask row = oldest.next();
            if (tombstones.size() <= retention.maxTombstones()
                    && row.expiredAt + retention.tombstoneTtl().toMillis() > now) {
                return;
            }
            oldest.remove();
            rows.remove(row.id());
            key(row.task).ifPresent(keys::remove);
        }
    }

    boolean forget(StoredTask row, long now, Retention retention) {
        boolean kept = ended.remove(row);
        if (kept) {
            expire(row, now, retention);
        }
        return kept;
    }

    private void expire(StoredTask row, long now, Retention retention) {
        if (row.outcome != null) {
            bytes -= weigh(StoredOutcome.decode(row.outcome), retention);
        }
        row.outcome = null;
        row.expiredAt = now;
        row.events.clear();
        row.steps.clear();
        tombstones.add(row);
    }

    private static long ttl(StoredTask row, Retention retention) {
        return row.task.options().retention().orElse(retention.ttl()).toMillis();
    }

    private static long weigh(TaskOutcome<?> outcome, Retention retention) {
        return outcome instanceof TaskOutcome.Succeeded<?>(var value)
                ? retention.weigher().applyAsLong(value)
                : 0;
    }

    private static Optional<Key> key(NewTask task) {
        return task.options().idempotencyKey().map(key -> new Key(task.options().tenant(), key));
    }
}
