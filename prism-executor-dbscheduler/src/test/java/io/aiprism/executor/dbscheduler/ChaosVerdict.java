package io.aiprism.executor.dbscheduler;

import io.aiprism.executor.dbscheduler.ChaosAudit.Change;
import io.aiprism.executor.dbscheduler.SideLog.Kind;
import io.aiprism.executor.dbscheduler.SideLog.Line;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run of the chaos suite has shown: what the database holds is held against what handlers and triggers wrote down. */
final class ChaosVerdict {
    private final Map<String, Stored> tasks;
    private final Map<String, List<Change>> changes;
    private final Map<String, List<Line>> lines;
    private final List<String> violations = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();

    /** A task's row at the end. */
    private record Stored(
            String id,
            String type,
            TaskState state,
            int attempt,
            @Nullable String result,
            @Nullable String reason,
            @Nullable String group,
            long lastSequence) {}

    private ChaosVerdict(List<Stored> tasks, List<Change> changes, List<Line> lines) {
        this.tasks = tasks.stream().collect(Collectors.toMap(Stored::id, task -> task));
        this.changes = changes.stream().collect(Collectors.groupingBy(Change::task));
        this.lines = lines.stream().collect(Collectors.groupingBy(Line::task));
    }

    static ChaosVerdict of(Transactions transactions, ChaosLoad load, ChaosFaults faults, List<Line> lines) {
        return transactions.run(session -> {
            var verdict = new ChaosVerdict(stored(session), ChaosAudit.changes(session), lines);
            verdict.violations.addAll(load.violations());
            verdict.violations.addAll(faults.violations());
            verdict.nothingIsLost(load);
            verdict.eachHasOneOutcome(load);
            verdict.noAttemptRanTwice();
            verdict.groupsAreExact(session, load);
            verdict.stepsAreNotRepeated(session);
            verdict.eventsAreGapless(session);
            verdict.noPointerIsLeft(session);
            var takeovers = new ChaosTakeovers(faults, ChaosAudit.picks(session), verdict.nodes());
            verdict.violations.addAll(takeovers.violations());
            verdict.summarize(load, faults);
            verdict.summary.add(takeovers.summary());
            return verdict;
        });
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    String summary() {
        return String.join(System.lineSeparator(), summary);
    }

    private static List<Stored> stored(Session session) throws SQLException {
        return session.query("select * from prism_task", ChaosVerdict::stored);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte[] result = row.getBytes("result");
        return new Stored(
                row.getString("id"),
                row.getString("type"),
                TaskState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                result == null ? null : new String(result, StandardCharsets.UTF_8),
                row.getString("reason"),
                row.getString("group_id"),
                row.getLong("last_sequence"));
    }

    private void nothingIsLost(ChaosLoad load) {
        for (TaskId id : load.accepted()) {
            if (!tasks.containsKey(id.toString())) {
                violations.add("task %s was accepted and is not stored".formatted(id));
            }
        }
        for (Stored task : tasks.values()) {
            if (!task.state().isTerminal()) {
                violations.add("%s has not ended: %s".formatted(task, history(task.id())));
            }
        }
    }

    private void eachHasOneOutcome(ChaosLoad load) {
        Set<String> asked = load.askedToCancel().stream().map(TaskId::toString).collect(Collectors.toSet());
        Set<String> cancelled = load.cancelled().stream().map(TaskId::toString).collect(Collectors.toSet());
        for (Stored task : tasks.values()) {
            List<Change> history = history(task.id());
            long ends = history.stream()
                    .filter(change -> change.after().isTerminal())
                    .count();
            boolean changedLater =
                    history.stream().anyMatch(change -> change.before().isTerminal());
            if (ends > 1 || changedLater) {
                violations.add("%s was changed after its end: %s".formatted(task, history));
            }
            if (cancelled.contains(task.id()) && task.state() != TaskState.CANCELLED) {
                violations.add("%s was cancelled, and ended otherwise: %s".formatted(task, history));
            }
            switch (task.state()) {
                case SUCCEEDED -> isOf(task, Kind.RETURN, String.valueOf(task.result()));
                case FAILED -> isOf(task, Kind.THROW, String.valueOf(task.reason()));
                case CANCELLED -> {
                    if (!asked.contains(task.id()) || !ChaosLoad.REASON.equals(task.reason())) {
                        violations.add("%s was cancelled by nobody: %s".formatted(task, history));
                    }
                }
                case TIMED_OUT -> violations.add("%s has hours until its deadline: %s".formatted(task, history));
                case SCHEDULED, QUEUED, RUNNING, RETRY_WAIT -> {
                    // Lost, which is said already.
                }
            }
        }
    }

    /** The outcome is what the handler of the recorded attempt said, and was recorded by the node that had started it. */
    private void isOf(Stored task, Kind kind, String outcome) {
        List<Line> said = lines.getOrDefault(task.id(), List.of()).stream()
                .filter(line -> line.attempt() == task.attempt() && line.kind() == kind)
                .toList();
        if (said.size() != 1 || !outcome.contains(said.getFirst().text())) {
            violations.add("%s does not have the outcome of its attempt, which said %s; %s"
                    .formatted(task, said, history(task.id())));
        }
        String starter = null;
        for (Change change : history(task.id())) {
            if (change.after() == TaskState.RUNNING) {
                starter = change.by();
            } else if (change.after().isTerminal()
                    && (change.before() != TaskState.RUNNING || !change.by().equals(starter))) {
                violations.add("%s was ended by a node that did not run it: %s".formatted(task, history(task.id())));
            }
        }
    }

    private void noAttemptRanTwice() {
        for (List<Line> said : lines.values()) {
            Set<Integer> begun = new HashSet<>();
            for (Line line : said) {
                if (line.kind() == Kind.START && !begun.add(line.attempt())) {
                    violations.add("attempt %d of task %s ran twice: %s".formatted(line.attempt(), line.task(), said));
                }
            }
        }
    }

    private void groupsAreExact(Session session, ChaosLoad load) throws SQLException {
        Map<String, List<Stored>> members = tasks.values().stream()
                .filter(task -> task.group() != null)
                .collect(Collectors.groupingBy(task -> String.valueOf(task.group())));
        Set<String> found = new HashSet<>();
        session.query("select * from prism_group", row -> {
            String id = row.getString("id");
            found.add(id);
            List<Stored> of = members.getOrDefault(id, List.of());
            String counted = "%d %d %d %d"
                    .formatted(
                            row.getInt("succeeded"),
                            row.getInt("failed"),
                            row.getInt("cancelled"),
                            row.getInt("timed_out"));
            String exact = "%d %d %d %d"
                    .formatted(
                            count(of, TaskState.SUCCEEDED),
                            count(of, TaskState.FAILED),
                            count(of, TaskState.CANCELLED),
                            count(of, TaskState.TIMED_OUT));
            if (!counted.equals(exact) || row.getInt("total") != of.size()) {
                violations.add("group %s counted %s of %d, and has %s of %d"
                        .formatted(id, counted, row.getInt("total"), exact, of.size()));
            }
            Stored finisher = tasks.get(row.getString("finisher"));
            if (finisher == null || finisher.state() != TaskState.SUCCEEDED) {
                violations.add("group %s has not been finished: %s".formatted(id, finisher));
            } else if (!String.valueOf(finisher.result())
                    .contains("succeeded=%d, failed=%d, cancelled=%d, timedOut=%d"
                            .formatted(
                                    count(of, TaskState.SUCCEEDED),
                                    count(of, TaskState.FAILED),
                                    count(of, TaskState.CANCELLED),
                                    count(of, TaskState.TIMED_OUT)))) {
                violations.add("the finisher of group %s saw %s, which has %s".formatted(id, finisher, exact));
            }
            return id;
        });
        load.groups().stream()
                .map(group -> group.id().value().toString())
                .filter(id -> !found.contains(id))
                .forEach(id -> violations.add("group %s was accepted and is not stored".formatted(id)));
    }

    private static long count(List<Stored> tasks, TaskState state) {
        return tasks.stream().filter(task -> task.state() == state).count();
    }

    private void stepsAreNotRepeated(Session session) throws SQLException {
        Map<String, Integer> recorded = new HashMap<>();
        for (ChaosAudit.Step step : ChaosAudit.steps(session)) {
            if (recorded.putIfAbsent(step.task() + " " + step.name(), step.attempt()) != null) {
                violations.add("step %s of task %s was recorded twice".formatted(step.name(), step.task()));
            }
        }
        for (List<Line> said : lines.values()) {
            for (Line line : said) {
                Integer by = recorded.get(line.task() + " " + line.text());
                if (line.kind() == Kind.STEP && by != null && by < line.attempt()) {
                    violations.add(
                            "step %s was recorded by attempt %d and run again: %s".formatted(line.text(), by, said));
                }
            }
        }
    }

    private void eventsAreGapless(Session session) throws SQLException {
        Map<String, String> numbers = new HashMap<>();
        session.query(
                "select task_id, min(sequence), max(sequence), count(*) from prism_task_event group by task_id",
                row -> numbers.put(
                        row.getString(1), "%d to %d, %d".formatted(row.getLong(2), row.getLong(3), row.getLong(4))));
        for (Stored task : tasks.values()) {
            String gapless = "%d to %d, %d".formatted(1, task.lastSequence(), task.lastSequence());
            if (!gapless.equals(numbers.get(task.id()))) {
                violations.add("%s has events %s".formatted(task, numbers.get(task.id())));
            }
        }
    }

    private void noPointerIsLeft(Session session) throws SQLException {
        session.query(
                "select * from prism_scheduled_tasks",
                row -> violations.add("a pointer is left, of task %s: %s"
                        .formatted(row.getString("task_instance"), tasks.get(row.getString("task_instance")))));
    }

    /** By which name the database knows a worker. */
    private Map<String, String> nodes() {
        Map<String, String> nodes = new HashMap<>();
        for (List<Line> said : lines.values()) {
            for (Line line : said) {
                for (Change change : history(line.task())) {
                    if (line.kind() == Kind.START
                            && change.after() == TaskState.RUNNING
                            && change.attempt() == line.attempt()) {
                        String before = nodes.put(line.node(), change.by());
                        if (before != null && !before.equals(change.by())) {
                            violations.add("%s ran attempt %d of task %s, which %s had started"
                                    .formatted(line.node(), line.attempt(), line.task(), change.by()));
                        }
                    }
                }
            }
        }
        return nodes;
    }

    private List<Change> history(String task) {
        return changes.getOrDefault(task, List.of());
    }

    private void summarize(ChaosLoad load, ChaosFaults faults) {
        summary.add("%d tasks, %d groups, states %s"
                .formatted(
                        tasks.size(),
                        load.groups().size(),
                        tasks.values().stream().collect(Collectors.groupingBy(Stored::state, Collectors.counting()))));
        summary.add("faults %s"
                .formatted(faults.happened().stream()
                        .collect(Collectors.groupingBy(
                                happened -> happened.fault().name(), TreeMap::new, Collectors.counting()))));
        long attempts = tasks.values().stream().mapToLong(Stored::attempt).sum();
        long taken = changes.values().stream()
                .flatMap(List::stream)
                .filter(change -> change.before() == TaskState.RUNNING && change.after() == TaskState.QUEUED)
                .count();
        long thrownAway = lines.values().stream()
                .flatMap(List::stream)
                .filter(line -> line.kind() == Kind.RETURN && isThrownAway(line))
                .count();
        summary.add("%d attempts, %d put back while they ran, %d results that were not recorded"
                .formatted(attempts, taken, thrownAway));
    }

    private boolean isThrownAway(Line returned) {
        Stored task = tasks.get(returned.task());
        return task != null && task.state() == TaskState.SUCCEEDED && task.attempt() != returned.attempt();
    }
}
