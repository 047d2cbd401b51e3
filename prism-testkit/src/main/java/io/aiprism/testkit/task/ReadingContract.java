package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.Task;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStats;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is read of tasks, by whom and how often ever, and that reading changes nothing. */
public interface ReadingContract extends ContractPart {
    @Test
    default void a_status_says_all_that_is_known_of_a_task() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Instant submittedAt = fixture.clock.now();
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(
                    context -> {
                        gate.pass();
                        return "";
                    },
                    TaskOptions.builder()
                            .tenant("acme")
                            .timeout(Duration.ofMinutes(5))
                            .labels(Map.of("document", "report.docx"))
                            .build());
            gate.awaitArrival();
            fixture.clock.advance(Duration.ofSeconds(7));
            gate.open();
            fixture.end(task);
            assertThat(fixture.status(task))
                    .isEqualTo(new TaskStatus(
                            task.id(),
                            TaskFixture.WORK.name(),
                            "acme",
                            TaskState.SUCCEEDED,
                            1,
                            false,
                            Optional.empty(),
                            submittedAt,
                            Optional.of(submittedAt),
                            Optional.of(submittedAt.plusSeconds(7)),
                            submittedAt.plusSeconds(300),
                            Optional.empty(),
                            Map.of("document", "report.docx")));
            assertThat(task.lookup()).isEqualTo(new TaskLookup.Found(fixture.status(task)));
        }
    }

    @Test
    default void whoever_sees_a_terminal_state_can_read_the_outcome() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            int count = Math.min(1_000, harness().rounds());
            List<Task<String>> tasks = new CopyOnWriteArrayList<>();
            AtomicBoolean stop = new AtomicBoolean();
            Future<Integer> reader = fixture.inThread(() -> {
                int seen = 0;
                while (seen < count && !stop.get()) {
                    if (seen < tasks.size() && sawEndWithOutcome(fixture, tasks.get(seen))) {
                        seen++;
                    }
                }
                return seen;
            });
            for (int i = 0; i < count; i++) {
                Task<String> task = fixture.submit(context -> "done");
                tasks.add(task);
                fixture.end(task);
            }
            try {
                assertThat(fixture.get(reader, "the reader")).isEqualTo(count);
            } finally {
                stop.set(true);
            }
        }
    }

    private static boolean sawEndWithOutcome(TaskFixture fixture, Task<String> task) {
        if (!task.state().isTerminal()) {
            return false;
        }
        assertThat(task.outcome())
                .as("the outcome of a task in a terminal state")
                .contains(new TaskOutcome.Succeeded<>("done"));
        assertThat(fixture.manager.result(task.id(), TaskFixture.WORK)).isInstanceOf(TaskResult.Finished.class);
        assertThat(fixture.status(task).finishedAt())
                .as("the time of the end of a task in a terminal state")
                .isPresent();
        return true;
    }

    @Test
    default void reading_changes_nothing() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            List<Task<String>> tasks = List.of(
                    fixture.submit(context -> "done"),
                    fixture.submit(context -> {
                        context.progress(1, 2, "half");
                        gate.pass();
                        return "";
                    }),
                    fixture.submit(
                            context -> "",
                            TaskOptions.builder()
                                    .startAt(fixture.clock.now().plusSeconds(60))
                                    .build()));
            fixture.end(tasks.get(0));
            gate.awaitArrival();
            fixture.awaitRunning(1);
            List<String> first = readAll(fixture, tasks);
            fixture.clock.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 20; i++) {
                assertThat(readAll(fixture, tasks)).isEqualTo(first);
            }
        }
    }

    private static List<String> readAll(TaskFixture fixture, List<Task<String>> tasks) throws InterruptedException {
        List<String> read = new ArrayList<>();
        TaskManager manager = fixture.manager;
        for (Task<String> task : tasks) {
            read.add(task.state() + " " + task.lookup() + " " + task.outcome());
            read.add(manager.find(task.id()) + " " + manager.result(task.id(), TaskFixture.WORK));
            if (fixture.can(Capability.EVENTS)) {
                read.add(manager.events(task.id(), 0).toString());
                read.add(manager.events(task.id(), 1).toString());
            }
        }
        read.add(new HashSet<>(manager.list(TaskQuery.ALL)).toString());
        read.add(manager.stats().toString());
        return read;
    }

    @Test
    default void tasks_are_listed_by_state_tenant_and_type() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            TaskType<String, String> other = TaskType.json("contract.other", String.class, String.class);
            fixture.manager.register(other, (input, context) -> input);
            TaskOptions acme = TaskOptions.builder().tenant("acme").build();
            Task<String> ended = fixture.submit(context -> "", acme);
            Task<String> failed = fixture.submit(
                    context -> {
                        throw new IllegalStateException("broken");
                    },
                    acme);
            Task<String> typed = fixture.manager.submit(other, "input");
            fixture.end(ended);
            fixture.end(failed);
            fixture.end(typed);
            Set<TaskState> all = TaskQuery.ALL.states();
            assertThat(ids(fixture, query(all, "acme", "", 9))).containsExactlyInAnyOrder(ended.id(), failed.id());
            assertThat(ids(fixture, query(Set.of(TaskState.FAILED), "", "", 9))).containsExactly(failed.id());
            assertThat(ids(fixture, query(all, "", other.name(), 9))).containsExactly(typed.id());
            assertThat(ids(fixture, query(all, "umbrella", "", 9))).isEmpty();
            assertThat(ids(fixture, query(all, "", "", 2))).hasSize(2);
            assertThat(ids(fixture, TaskQuery.ALL)).hasSize(3);
        }
    }

    private static TaskQuery query(Set<TaskState> states, String tenant, String type, int limit) {
        return new TaskQuery(
                states,
                Optional.of(tenant).filter(text -> !text.isEmpty()),
                Optional.of(type).filter(text -> !text.isEmpty()),
                Optional.empty(),
                limit);
    }

    private static List<TaskId> ids(TaskFixture fixture, TaskQuery query) {
        return fixture.manager.list(query).stream().map(TaskStatus::id).toList();
    }

    @Test
    default void stats_count_queued_running_and_waiting_tasks() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness(), config -> config.maxConcurrency(2))) {
            Gate gate = fixture.occupyAllPlaces();
            for (int i = 0; i < 3; i++) {
                fixture.submit(context -> "");
            }
            fixture.submit(
                    context -> "",
                    TaskOptions.builder()
                            .startAt(fixture.clock.now().plusSeconds(60))
                            .build());
            assertThat(fixture.manager.stats()).isEqualTo(new TaskStats(3, 2, 1));
            gate.open();
            fixture.eventually(
                    "the queue to be empty", () -> fixture.manager.stats().equals(new TaskStats(0, 0, 1)));
        }
    }

    @Test
    default void an_id_prints_as_36_characters_reads_back_and_is_never_given_twice() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(
                harness(), config -> config.queueCapacity(20_000).maxConcurrency(1))) {
            Gate gate = fixture.occupyAllPlaces();
            Set<TaskId> ids = new HashSet<>();
            int count = harness().rounds();
            for (int i = 0; i < count; i++) {
                TaskId id = fixture.submit(context -> "").id();
                assertThat(id.toString()).hasSize(36);
                assertThat(TaskId.parse(id.toString())).isEqualTo(id);
                ids.add(id);
            }
            assertThat(ids).hasSize(count);
            gate.open();
        }
    }

    @Test
    default void an_unknown_id_is_an_answer_of_its_own() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            fixture.end(fixture.submit(context -> ""));
            TaskId unknown = new TaskId(1, 2);
            TaskManager manager = fixture.manager;
            assertThat(manager.find(unknown)).isEqualTo(new TaskLookup.Unknown(unknown));
            assertThat(manager.result(unknown, TaskFixture.WORK)).isEqualTo(new TaskResult.Unknown<>(unknown));
            assertThat(manager.await(unknown, Duration.ofHours(1))).isEqualTo(new TaskLookup.Unknown(unknown));
            assertThat(manager.await(unknown, TaskFixture.WORK, Duration.ofHours(1)))
                    .isEqualTo(new TaskResult.Unknown<>(unknown));
            assertThat(manager.cancel(unknown, "why not")).isEqualTo(CancelResult.UNKNOWN);
            assertThat(manager.forget(unknown)).isFalse();
            assertThatThrownBy(() -> TaskId.parse("1-2")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
