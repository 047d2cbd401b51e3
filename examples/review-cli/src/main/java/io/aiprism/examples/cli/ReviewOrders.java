package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.review.ReviewTasks;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reviews that are ordered by one process and started by another, or by the same one. An order is a task of its own, whose
 * result is the order with the id of the review's group; its id is what users know the review by. The analyses have it as a
 * label.
 */
record ReviewOrders(TaskManager tasks) {
    /** Starts a review of a document. */
    static final TaskType<ReviewOrder, Started> TYPE =
            TaskType.json("prism.cli.review", ReviewOrder.class, Started.class);

    /** Label of a review's analyses: id of its order. */
    static final String ORDER = "prism.cli.order";

    /** Label of an order: name of its document. */
    static final String DOCUMENT = "prism.cli.document";

    /** Label of an order: which command it was given by. */
    static final String COMMAND = "prism.cli.command";

    /**
     * A review that was started.
     *
     * @param order what was ordered
     * @param group id of the group of its analyses
     */
    record Started(ReviewOrder order, String group) {}

    /** Has this process start what is ordered. */
    Registration register(Prism prism) {
        return tasks.register(TYPE, (order, context) -> start(prism, order, context));
    }

    TaskId submit(ReviewOrder order) {
        return tasks.submit(
                        TYPE,
                        order,
                        TaskOptions.builder()
                                .labels(Map.of(DOCUMENT, order.name(), COMMAND, order.command()))
                                .build())
                .id();
    }

    /** All orders, the latest first. */
    List<TaskStatus> all() {
        return tasks
                .list(new TaskQuery(
                        EnumSet.allOf(TaskState.class),
                        Optional.empty(),
                        Optional.of(TYPE.name()),
                        Optional.empty(),
                        Integer.MAX_VALUE))
                .stream()
                .sorted(Comparator.comparing(TaskStatus::submittedAt).reversed())
                .toList();
    }

    /** The orders that were given by the latest command, in their order. */
    List<TaskId> latest() {
        List<TaskStatus> all = all();
        return all.stream()
                .filter(status -> Objects.equals(
                        status.labels().get(COMMAND), all.getFirst().labels().get(COMMAND)))
                .sorted(Comparator.comparing(TaskStatus::submittedAt))
                .map(TaskStatus::id)
                .toList();
    }

    /** The group of an order's analyses, if it was started. */
    Optional<GroupId> group(TaskId order) {
        return tasks.result(order, TYPE) instanceof TaskResult.Finished<Started>(var outcome)
                        && outcome instanceof TaskOutcome.Succeeded<Started>(var started)
                ? Optional.of(GroupId.parse(started.group()))
                : Optional.empty();
    }

    private Started start(Prism prism, ReviewOrder order, TaskContext context) throws Exception {
        String group = context.step("start", Codec.json(String.class), () -> {
            // An attempt that died may have started the review, and not have come to say so.
            Optional<GroupId> begun = context.attempt() == 1 ? Optional.empty() : begun(prism, context.id());
            return begun.isPresent()
                    ? begun.get().toString()
                    : prism.review(order.document(), order.checklist(), labelled(context.id()))
                            .id()
                            .toString();
        });
        return new Started(order, group);
    }

    private static TaskOptions labelled(TaskId order) {
        return TaskOptions.builder().labels(Map.of(ORDER, order.toString())).build();
    }

    private Optional<GroupId> begun(Prism prism, TaskId order) {
        return prism.analyzers().names().stream()
                .flatMap(analyzer -> List.of(ReviewTasks.section(analyzer), ReviewTasks.document(analyzer)).stream())
                .flatMap(type -> tasks
                        .list(new TaskQuery(
                                EnumSet.allOf(TaskState.class),
                                Optional.empty(),
                                Optional.of(type.name()),
                                Optional.empty(),
                                Integer.MAX_VALUE))
                        .stream())
                .filter(status -> order.toString().equals(status.labels().get(ORDER)))
                .flatMap(status -> status.group().stream())
                .findFirst();
    }
}
