package io.aiprism.task.inprocess;

import io.aiprism.task.GroupId;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All tasks and groups that are known, by id and by idempotency key, as long as retention keeps them. */
final class TaskTable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskTable.class);

    private record Key(String tenant, String idempotencyKey) {}

    private final Map<TaskId, InProcessTask> byId = new ConcurrentHashMap<>();
    private final Map<Key, InProcessTask> byKey = new ConcurrentHashMap<>();
    private final Map<GroupId, Group> groups = new ConcurrentHashMap<>();
    private final Queue<Group> endedGroups = new ConcurrentLinkedQueue<>();
    private final Retention retention;
    private final EndedTasks ended;

    TaskTable(Retention retention, TaskClock clock) {
        this.retention = retention;
        this.ended =
                new EndedTasks(retention, clock, task -> byId.remove(task.id), task -> byKey.remove(key(task), task));
    }

    /** Adds a task, unless there is one with its key: then returns that. */
    @Nullable
    InProcessTask add(InProcessTask task) {
        if (task.options.idempotencyKey().isEmpty()) {
            byId.put(task.id, task);
            return null;
        }
        // Under its id first: whoever finds the task by its key must also find it by its id.
        byId.put(task.id, task);
        InProcessTask earlier = byKey.putIfAbsent(key(task), task);
        if (earlier != null) {
            byId.remove(task.id);
        }
        return earlier;
    }

    void add(Group group) {
        groups.put(group.id(), group);
    }

    @Nullable
    InProcessTask get(TaskId id) {
        return byId.get(id);
    }

    TaskLookup lookup(TaskId id) {
        InProcessTask task = byId.get(id);
        Optional<TaskStatus> status = task == null ? Optional.empty() : task.status();
        if (status.isPresent()) {
            return new TaskLookup.Found(status.get());
        }
        TaskLookup.Expired tombstone = ended.tombstone(id);
        return tombstone == null ? new TaskLookup.Unknown(id) : tombstone;
    }

    Optional<Group> group(GroupId id) {
        return Optional.ofNullable(groups.get(id));
    }

    Stream<InProcessTask> stream() {
        return byId.values().stream();
    }

    void ended(InProcessTask task, long now) {
        ended.add(task, now);
    }

    void ended(Group group, long now) {
        group.endedAt = now;
        endedGroups.add(group);
    }

    /** What the application's weigher says of a result; a weigher that fails must not keep its task from ending. */
    long weight(TaskOutcome<?> outcome) {
        if (!(outcome instanceof TaskOutcome.Succeeded<?> succeeded) || succeeded.value() == null) {
            return 0;
        }
        try {
            return Math.max(0, retention.weigher().applyAsLong(succeeded.value()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "the weigher of results failed on a {}; it counts as nothing",
                    succeeded.value().getClass(),
                    e);
            return 0;
        }
    }

    boolean forget(InProcessTask task, long now) {
        return ended.forget(task, now);
    }

    void purge(long now) {
        ended.purge(now);
        for (Group oldest = endedGroups.peek(); oldest != null; oldest = endedGroups.peek()) {
            if (oldest.endedAt + retention.ttl().toMillis() > now && endedGroups.size() <= retention.maxTasks()) {
                return;
            }
            if (endedGroups.remove(oldest)) {
                groups.remove(oldest.id());
            }
        }
    }

    /** Lets nothing expire any more. */
    void close() {
        ended.close();
    }

    private static Key key(InProcessTask task) {
        return new Key(task.options.tenant(), task.options.idempotencyKey().orElseThrow());
    }
}
