package io.aiprism.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.aiprism.task.CancelResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Lists, shows and cancels what is kept in a database. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Lists the reviews that are kept in a database, and other tasks there, the latest first.",
            "With a command, shows or cancels one of them."
        })
final class TasksCommand implements Callable<Integer> {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final PrintStream out;

    @Mixin
    private Database database = new Database();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON, one object on each line.")
    private boolean json;

    @Option(names = "--limit", paramLabel = "N", description = "List at most N. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    TasksCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws CliException {
        if (limit <= 0) {
            throw new CliException(ExitCode.USAGE, "--limit must be positive, was " + limit);
        }
        if (!database.exists()) {
            return ExitCode.OK.number();
        }
        try (DurableTasks tasks = DurableTasks.asking(database)) {
            List<TaskRow> rows = TaskRow.all(tasks.manager());
            List<TaskRow> shown = rows.subList(0, Math.min(limit, rows.size()));
            if (json) {
                shown.forEach(row -> out.println(line(row::write)));
            } else {
                TaskRow.print(shown, out);
                if (rows.size() > shown.size()) {
                    out.printf("%d more; --limit %d lists them all%n", rows.size() - shown.size(), rows.size());
                }
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one review or task: how far it is, and what failed.")
    int show(@Parameters(paramLabel = "ID", description = "As it is listed.") String id) throws CliException {
        try (DurableTasks tasks = opened(id)) {
            TaskManager manager = tasks.manager();
            TaskRow row = row(manager, new Known(manager, database.shown()).thing(id));
            if (json) {
                out.println(line(generator -> row.write(generator, manager)));
            } else {
                row.print(manager, out);
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Cancels what has not ended of one review or task.")
    int cancel(
            @Parameters(paramLabel = "ID", description = "As it is listed.") String id,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "cancelled by `prism tasks cancel`",
                            description = "Why, for people.")
                    String reason)
            throws CliException {
        int cancelled = 0;
        try (DurableTasks tasks = opened(id)) {
            TaskManager manager = tasks.manager();
            switch (new Known(manager, database.shown()).thing(id)) {
                case Known.OfTask(var task) -> cancelled += cancel(manager, task, reason);
                case Known.OfGroup(var group) -> cancelled += cancel(manager, group, reason);
                case Known.OfOrder(var order, var group) -> {
                    cancelled += cancel(manager, order, reason);
                    if (group.isPresent()) {
                        cancelled += cancel(manager, group.get(), reason);
                    }
                }
            }
        }
        int count = cancelled;
        if (json) {
            out.println(line(generator -> {
                generator.writeStartObject();
                generator.writeStringField("id", id);
                generator.writeNumberField("cancelled", count);
                generator.writeEndObject();
            }));
        } else {
            out.println(count == 0 ? "nothing to cancel: it has ended" : Summary.count(count, "task") + " cancelled");
        }
        return ExitCode.OK.number();
    }

    private DurableTasks opened(String id) throws CliException {
        if (!database.exists()) {
            throw new CliException(
                    ExitCode.USAGE, "there is no %s: nobody has made %s".formatted(id, database.shown()));
        }
        return DurableTasks.asking(database);
    }

    private static TaskRow row(TaskManager tasks, Known.Thing thing) {
        return switch (thing) {
            case Known.OfOrder(var order, var group) -> TaskRow.of(tasks, order, group);
            case Known.OfGroup(var group) -> TaskRow.of(tasks, tasks.list(TaskQuery.ofGroup(group)), group);
            case Known.OfTask(var task) -> TaskRow.of(task);
        };
    }

    /** First what has not begun, so that nothing begins meanwhile. */
    private static int cancel(TaskManager tasks, GroupId group, String reason) {
        List<TaskStatus> members = tasks.list(TaskQuery.ofGroup(group));
        int cancelled = 0;
        for (boolean running : new boolean[] {false, true}) {
            for (TaskStatus member : members) {
                if ((member.state() == TaskState.RUNNING) == running) {
                    cancelled += cancel(tasks, member, reason);
                }
            }
        }
        return cancelled;
    }

    private static int cancel(TaskManager tasks, TaskStatus task, String reason) {
        CancelResult result =
                task.state().isTerminal() ? CancelResult.ALREADY_FINISHED : tasks.cancel(task.id(), reason);
        return result.isCancelled() ? 1 : 0;
    }

    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    private static String line(Writing writing) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            writing.write(generator);
        } catch (IOException e) {
            throw new IllegalStateException("a string could not be written to", e);
        }
        return text.toString();
    }
}
