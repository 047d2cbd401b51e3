package io.aiprism.examples.cli;

import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskStatus;
import java.util.List;
import java.util.Optional;

/**
 * What ids that users give stand for.
 *
 * @param tasks the tasks
 * @param where what their database is called
 */
record Known(TaskManager tasks, String where) {
    /** What an id stands for. */
    sealed interface Thing {}

    /**
     * A review that was ordered.
     *
     * @param order the task that starts it
     * @param group its analyses, once it was started
     */
    record OfOrder(TaskStatus order, Optional<GroupId> group) implements Thing {}

    /** A group of tasks. */
    record OfGroup(GroupId group) implements Thing {}

    /** Any other task. */
    record OfTask(TaskStatus task) implements Thing {}

    Thing thing(String id) throws CliException {
        TaskId parsed = parse(id);
        return switch (tasks.find(parsed)) {
            case TaskLookup.Found(var status) ->
                status.type().equals(ReviewOrders.TYPE.name())
                        ? new OfOrder(status, new ReviewOrders(tasks).group(parsed))
                        : new OfTask(status);
            case TaskLookup.Expired expired ->
                throw new CliException(
                        ExitCode.USAGE, "%s ended at %s, and is no longer kept".formatted(id, expired.finishedAt()));
            case TaskLookup.Unknown unknown -> group(new GroupId(parsed));
        };
    }

    private Thing group(GroupId id) throws CliException {
        if (tasks.group(id).isEmpty()) {
            throw new CliException(ExitCode.USAGE, "there is no task and no review %s in %s".formatted(id, where));
        }
        return new OfGroup(id);
    }

    /** The order of a review, by its own id or that of the review's group. */
    TaskId order(String id) throws CliException {
        return switch (thing(id)) {
            case OfOrder(var order, var group) -> order.id();
            case OfTask(var task) -> orderOf(List.of(task), id);
            case OfGroup(var group) -> orderOf(tasks.list(TaskQuery.ofGroup(group)), id);
        };
    }

    private static TaskId orderOf(List<TaskStatus> analyses, String id) throws CliException {
        return analyses.stream()
                .flatMap(status -> Optional.ofNullable(status.labels().get(ReviewOrders.ORDER)).stream())
                .findFirst()
                .map(TaskId::parse)
                .orElseThrow(
                        () -> new CliException(ExitCode.USAGE, "%s was not begun by `prism review`".formatted(id)));
    }

    private static TaskId parse(String id) throws CliException {
        try {
            return TaskId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "'%s' is no id; `prism tasks` lists those there are".formatted(id));
        }
    }
}
