package io.aiprism.examples.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiprism.review.ReviewTasks;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A review, a group or a task, as it is listed.
 *
 * @param id by which it can be asked for
 * @param name of the document, or of the type
 * @param state of the whole
 * @param group its analyses, where it has any
 * @param submittedAt when it was ordered
 * @param task the task whose outcome tells why it failed or was cancelled
 */
record TaskRow(
        String id, String name, TaskState state, Optional<GroupStatus> group, Instant submittedAt, TaskStatus task) {
    /** More are not looked at, of those that have ended and of the others. */
    private static final int MOST = 10_000;

    private static final Codec<byte[]> BYTES = new Codec<>() {
        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    };
    private static final TaskType<byte[], byte[]> ANY = new TaskType<>("any", BYTES, BYTES);

    /** A review that was ordered. */
    static TaskRow of(TaskManager tasks, TaskStatus order, Optional<GroupId> group) {
        Optional<GroupStatus> status = group.flatMap(tasks::group);
        TaskState state = group.map(id -> state(tasks.list(TaskQuery.ofGroup(id)), status))
                .orElse(order.state());
        return new TaskRow(
                order.id().toString(),
                order.labels().getOrDefault(ReviewOrders.DOCUMENT, order.type()),
                state,
                status,
                order.submittedAt(),
                order);
    }

    /** A group of tasks; of a review, in most cases, that was not ordered by a command. */
    static TaskRow of(TaskManager tasks, List<TaskStatus> members, GroupId group) {
        Optional<GroupStatus> status = tasks.group(group);
        TaskStatus first = members.getFirst();
        return new TaskRow(
                group.toString(),
                first.type().startsWith("prism.review.") ? "(review)" : first.type(),
                state(members, status),
                status,
                first.submittedAt(),
                first);
    }

    static TaskRow of(TaskStatus task) {
        return new TaskRow(task.id().toString(), task.type(), task.state(), Optional.empty(), task.submittedAt(), task);
    }

    /** All that is kept, the latest first. Analyses are not listed beside their review. */
    static List<TaskRow> all(TaskManager tasks) {
        Map<GroupId, List<TaskStatus>> groups = new LinkedHashMap<>();
        List<TaskStatus> single = new ArrayList<>();
        for (boolean ended : new boolean[] {false, true}) {
            EnumSet<TaskState> states = EnumSet.allOf(TaskState.class);
            states.removeIf(state -> state.isTerminal() != ended);
            for (TaskStatus status :
                    tasks.list(new TaskQuery(states, Optional.empty(), Optional.empty(), Optional.empty(), MOST))) {
                status.group()
                        .ifPresentOrElse(
                                group -> groups.computeIfAbsent(group, it -> new ArrayList<>())
                                        .add(status),
                                () -> single.add(status));
            }
        }
        List<TaskRow> rows = new ArrayList<>();
        for (TaskStatus status : single) {
            if (status.type().equals(ReviewOrders.TYPE.name())) {
                Optional<GroupId> group = new ReviewOrders(tasks).group(status.id());
                group.ifPresent(groups::remove);
                rows.add(of(tasks, status, group));
            } else {
                rows.add(of(status));
            }
        }
        groups.forEach((group, members) -> rows.add(of(tasks, members, group)));
        rows.sort(Comparator.comparing(TaskRow::submittedAt).reversed());
        return rows;
    }

    private static TaskState state(List<TaskStatus> members, Optional<GroupStatus> group) {
        if (group.isEmpty()) {
            return TaskState.SUCCEEDED;
        }
        if (!group.get().isFinished()) {
            boolean waits = group.get().finished() == 0
                    && members.stream().noneMatch(member -> member.state() == TaskState.RUNNING);
            return waits ? TaskState.QUEUED : TaskState.RUNNING;
        }
        if (group.get().cancelled() > 0) {
            return TaskState.CANCELLED;
        }
        return group.get().succeeded() == group.get().total() ? TaskState.SUCCEEDED : TaskState.FAILED;
    }

    static void print(List<TaskRow> rows, PrintStream out) {
        if (rows.isEmpty()) {
            return;
        }
        out.printf("%-36s  %-10s  %-9s  %-20s  %s%n", "id", "state", "ended", "submitted (UTC)", "what");
        for (TaskRow row : rows) {
            out.printf(
                    "%-36s  %-10s  %-9s  %-20s  %s%n",
                    row.id,
                    row.state,
                    row.group
                            .map(group -> "%d of %d".formatted(group.finished(), group.total()))
                            .orElse(""),
                    row.submittedAt.truncatedTo(ChronoUnit.SECONDS),
                    row.name);
        }
    }

    /** Prints all that is known. */
    void print(TaskManager tasks, PrintStream out) {
        out.println("id         " + id);
        out.println("what       " + name);
        out.println("state      " + state);
        out.println("submitted  " + submittedAt.truncatedTo(ChronoUnit.SECONDS));
        group.ifPresent(status -> out.printf(
                "analyses   %d of %d ended: %d succeeded, %d failed, %d cancelled, %d timed out%n",
                status.finished(),
                status.total(),
                status.succeeded(),
                status.failed(),
                status.cancelled(),
                status.timedOut()));
        problems(tasks).forEach(problem -> out.println("problem    " + problem));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(json);
        json.writeEndObject();
    }

    void write(JsonGenerator json, TaskManager tasks) throws IOException {
        json.writeStartObject();
        writeFields(json);
        json.writeArrayFieldStart("problems");
        for (String problem : problems(tasks)) {
            json.writeString(problem);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("what", name);
        json.writeStringField("state", state.name());
        json.writeStringField("submittedAt", submittedAt.toString());
        if (group.isPresent()) {
            GroupStatus status = group.get();
            json.writeObjectFieldStart("analyses");
            json.writeStringField("group", status.id().toString());
            json.writeNumberField("total", status.total());
            json.writeNumberField("succeeded", status.succeeded());
            json.writeNumberField("failed", status.failed());
            json.writeNumberField("cancelled", status.cancelled());
            json.writeNumberField("timedOut", status.timedOut());
            json.writeEndObject();
        }
    }

    /** Why it, or which of its analyses, did not come to a result. */
    private List<String> problems(TaskManager tasks) {
        List<TaskStatus> all = new ArrayList<>(List.of(task));
        group.ifPresent(status -> tasks.list(TaskQuery.ofGroup(status.id())).stream()
                .filter(member -> !member.id().equals(task.id()))
                .forEach(all::add));
        List<String> problems = new ArrayList<>();
        for (TaskStatus each : all) {
            if (each.state().isTerminal() && each.state() != TaskState.SUCCEEDED) {
                problems.add(place(each) + ": " + why(tasks, each));
            }
        }
        return problems;
    }

    private static String place(TaskStatus task) {
        String analyzer = task.labels().get(ReviewTasks.ANALYZER);
        if (analyzer == null) {
            return task.type();
        }
        return "section %s (%s)".formatted(task.labels().getOrDefault(ReviewTasks.SECTION_ID, "all"), analyzer);
    }

    private static String why(TaskManager tasks, TaskStatus task) {
        if (!(tasks.result(task.id(), ANY) instanceof TaskResult.Finished<byte[]>(var outcome))) {
            return "no longer kept";
        }
        return switch (outcome) {
            case TaskOutcome.Succeeded<byte[]> succeeded -> "succeeded";
            case TaskOutcome.Failed<byte[]>(TaskFailure failure) -> failure.message();
            case TaskOutcome.Cancelled<byte[]>(var reason) -> "cancelled, " + reason;
            case TaskOutcome.TimedOut<byte[]>(var deadline) -> "did not end before " + deadline;
        };
    }
}
