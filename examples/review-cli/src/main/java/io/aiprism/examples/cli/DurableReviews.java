package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.document.Document;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewTasks;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reviews that are kept in a database: begun, or gone on with, by this command.
 *
 * @param database where they are kept
 * @param installed all analyzers but the model's
 * @param choice which of them the user wants
 * @param model the model's analyzer
 * @param runs whether this process takes part in the work, or leaves it to workers
 * @param concurrency how many analyses it runs at the same time then
 * @param err hears of what goes on
 */
record DurableReviews(
        Database database,
        Analyzers installed,
        AnalyzerChoice choice,
        Optional<ReviewModel> model,
        boolean runs,
        int concurrency,
        PrintStream err) {
    /** Who waits for a model needs no processor; the gateway says how many calls are in flight. */
    static final int WHILE_WAITING = 64;

    private static final Duration BEFORE_COMPLAINT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(1);

    /** A document and what is wanted of it. */
    record Ordered(Documents.Parsed document, ReviewOrder order) {}

    /** What is done with reviews until they have ended and their results are written. */
    interface Follower {
        /** Returns the exit code. */
        int follow(List<Job> jobs, Interruption watching) throws CliException, InterruptedException;
    }

    /** How many analyses run at the same time if nobody says. */
    static int concurrency(Optional<ReviewModel> model) {
        return model.isPresent() ? WHILE_WAITING : 2 * Runtime.getRuntime().availableProcessors();
    }

    /** Begins reviews. */
    int review(List<Ordered> orders, Follower follower) throws CliException, InterruptedException {
        List<Analyzer> looking = runs ? choice.of(installed, model) : List.of();
        try (DurableTasks tasks = open()) {
            var kept = new ReviewOrders(tasks.manager());
            List<TaskId> ids = new ArrayList<>();
            for (Ordered each : orders) {
                ids.add(kept.submit(each.order()));
                err.printf(
                        "prism: review %s of %s%n", ids.getLast(), each.order().name());
            }
            return follow(
                    tasks,
                    kept,
                    ids,
                    looking,
                    id -> {
                        Ordered ordered = orders.get(ids.indexOf(id));
                        return new Wanted(
                                ordered.order(),
                                ordered.document().input(),
                                ordered.document().document(),
                                ordered.order().files().targets());
                    },
                    follower);
        }
    }

    /**
     * Goes on with reviews.
     *
     * @param id of one; empty for all of the latest command
     * @param outputs where results go, if the user says something else than at the beginning
     */
    int resume(Optional<String> id, Outputs outputs, Follower follower) throws CliException, InterruptedException {
        if (!database.exists()) {
            throw new CliException(
                    ExitCode.USAGE, "there is no review to go on with: nobody has made " + database.shown());
        }
        List<TaskId> ids;
        List<Analyzer> looking;
        // A look first, for what was begun says which analyzers it takes.
        try (DurableTasks tasks = DurableTasks.asking(database)) {
            var kept = new ReviewOrders(tasks.manager());
            ids = id.isPresent() ? List.of(order(tasks, id.get())) : kept.latest();
            if (ids.isEmpty()) {
                throw new CliException(ExitCode.USAGE, "there is no review in " + database.shown());
            }
            looking = runs ? analyzers(tasks, kept, ids) : List.of();
        }
        try (DurableTasks tasks = open()) {
            var kept = new ReviewOrders(tasks.manager());
            return follow(tasks, kept, ids, looking, it -> wanted(tasks, it, outputs), follower);
        }
    }

    private DurableTasks open() throws CliException {
        return runs
                ? DurableTasks.running(database, concurrency, Duration.ofSeconds(5))
                : DurableTasks.asking(database);
    }

    /** A review that is wanted by this command. */
    private record Wanted(ReviewOrder order, Input input, Document document, Outputs.Targets targets) {}

    private interface Wants {
        Wanted of(TaskId id) throws CliException;
    }

    private int follow(
            DurableTasks tasks,
            ReviewOrders kept,
            List<TaskId> ids,
            List<Analyzer> looking,
            Wants wants,
            Follower follower)
            throws CliException, InterruptedException {
        if (runs) {
            Prism.Builder prism = Prism.builder(tasks.manager());
            looking.forEach(prism::analyzer);
            // Neither is taken away: what is left when the tasks are closed is for a later process.
            kept.register(prism.build());
            tellOfOthers(tasks, kept, ids);
        }
        var watching = Interruption.watch(() -> interrupted(tasks, ids));
        try {
            List<Job> jobs = new ArrayList<>();
            for (TaskId id : ids) {
                ReviewOrders.Started started = started(tasks, id);
                jobs.add(job(tasks, id, started, wants.of(id)));
            }
            return follower.follow(jobs, watching);
        } finally {
            watching.end();
        }
    }

    private Job job(DurableTasks tasks, TaskId id, ReviewOrders.Started started, Wanted wanted) throws CliException {
        ReviewOrder order = started.order();
        Prism.Builder finding = Prism.builder(tasks.manager()).submitOnly();
        order.minSeverity().ifPresent(least -> finding.policy(FindingPolicies.minimumSeverity(least)));
        try (Prism prism = finding.build()) {
            Review review = prism.find(GroupId.parse(started.group()), wanted.document())
                    .orElseThrow(() -> new CliException(
                            ExitCode.INCOMPLETE, "the results of review %s are no longer kept".formatted(id)));
            return new Job(wanted.input(), review, wanted.targets(), order.checklist(), order.style(), order.failOn());
        }
    }

    private Wanted wanted(DurableTasks tasks, TaskId id, Outputs outputs) throws CliException {
        ReviewOrder order =
                ended(id, tasks.manager().result(id, ReviewOrders.TYPE)).order();
        var input = new Input(order.name(), Optional.empty(), order.source());
        try {
            Document document = order.document();
            return new Wanted(
                    order,
                    input,
                    document,
                    outputs.given()
                            ? outputs.of(input, document)
                            : order.files().targets());
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNREADABLE_INPUT, "cannot read %s: %s".formatted(order.name(), e.getMessage()));
        }
    }

    /** Waits until an order was taken and the review has begun. */
    private ReviewOrders.Started started(DurableTasks tasks, TaskId id) throws CliException, InterruptedException {
        var result = tasks.manager().await(id, ReviewOrders.TYPE, BEFORE_COMPLAINT);
        if (result instanceof TaskResult.Pending && !runs) {
            err.printf(
                    "prism: no worker has taken review %s yet; start one: prism worker%s%n", id, database.asOptions());
        }
        while (result instanceof TaskResult.Pending) {
            result = tasks.manager().await(id, ReviewOrders.TYPE, LONG);
        }
        return ended(id, result);
    }

    private ReviewOrders.Started ended(TaskId id, TaskResult<ReviewOrders.Started> result) throws CliException {
        return switch (result) {
            case TaskResult.Finished<ReviewOrders.Started>(var outcome) ->
                switch (outcome) {
                    case TaskOutcome.Succeeded<ReviewOrders.Started>(var started) -> started;
                    case TaskOutcome.Failed<ReviewOrders.Started>(var failure) -> throw notBegun(id, failure.message());
                    case TaskOutcome.Cancelled<ReviewOrders.Started>(var reason) ->
                        throw notBegun(id, "cancelled, " + reason);
                    case TaskOutcome.TimedOut<ReviewOrders.Started>(var deadline) ->
                        throw notBegun(id, "no worker took it before " + deadline);
                };
            case TaskResult.Pending<ReviewOrders.Started> pending -> throw notBegun(id, "it still waits");
            case TaskResult.Expired<ReviewOrders.Started> expired ->
                throw new CliException(
                        ExitCode.INCOMPLETE, "the results of review %s are no longer kept".formatted(id));
            case TaskResult.Unknown<ReviewOrders.Started> unknown ->
                throw new CliException(ExitCode.USAGE, "there is no review %s in %s".formatted(id, database.shown()));
        };
    }

    private static CliException notBegun(TaskId id, String why) {
        return new CliException(ExitCode.INCOMPLETE, "review %s has not begun: %s".formatted(id, why));
    }

    /** The order of this id, or of the group with this id. */
    private TaskId order(DurableTasks tasks, String id) throws CliException {
        return new Known(tasks.manager(), database.shown()).order(id);
    }

    /** What the user has chosen, or else what the reviews were begun with. Whatever is still to be done must be among it. */
    private List<Analyzer> analyzers(DurableTasks tasks, ReviewOrders kept, List<TaskId> ids) throws CliException {
        Set<String> begunWith = new LinkedHashSet<>();
        Set<String> needed = new TreeSet<>();
        for (TaskId id : ids) {
            if (tasks.manager().result(id, ReviewOrders.TYPE)
                            instanceof TaskResult.Finished<ReviewOrders.Started>(var outcome)
                    && outcome instanceof TaskOutcome.Succeeded<ReviewOrders.Started>(var started)) {
                begunWith.addAll(started.order().analyzers());
            }
            kept.group(id)
                    .ifPresent(group -> tasks.manager().list(TaskQuery.ofGroup(group)).stream()
                            .filter(status -> !status.state().isTerminal())
                            .forEach(status -> needed.add(status.labels().get(ReviewTasks.ANALYZER))));
        }
        boolean modelIsThere = model.isPresent();
        if (!modelIsThere) {
            begunWith.removeIf(name -> name.equals("model") && !needed.contains(name));
        }
        if (needed.contains("model") && !modelIsThere) {
            throw new CliException(
                    ExitCode.USAGE, "a model is still to look at some sections: give --backend and its options again");
        }
        List<Analyzer> looking = choice.made() || begunWith.isEmpty()
                ? choice.of(installed, model)
                : AnalyzerChoice.named(List.copyOf(begunWith), installed, model);
        needed.removeAll(looking.stream().map(Analyzer::name).toList());
        if (!needed.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, "also needed for what is left: --analyzer " + String.join(",", needed));
        }
        return looking;
    }

    private void tellOfOthers(DurableTasks tasks, ReviewOrders kept, List<TaskId> ids) {
        for (TaskStatus other : kept.all()) {
            boolean open = !other.state().isTerminal()
                    || kept.group(other.id())
                            .flatMap(tasks.manager()::group)
                            .filter(group -> !group.isFinished())
                            .isPresent();
            if (database.local() && open && !ids.contains(other.id())) {
                err.printf(
                        "prism: also goes on with review %s of %s, which has not ended (prism tasks cancel %s ends"
                                + " it)%n",
                        other.id(), other.labels().get(ReviewOrders.DOCUMENT), other.id());
            }
        }
    }

    /** Leaves what was begun to a later process, or to workers. */
    private void interrupted(DurableTasks tasks, List<TaskId> ids) {
        if (runs) {
            try {
                var unused = tasks.manager().drain(Duration.ZERO, Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String again = "prism review%s --resume %s"
                .formatted(database.asOptions(), ids.size() == 1 ? ids.getFirst() : "")
                .strip();
        err.printf(
                "%nprism: interrupted; nothing was written. %s: %s%n",
                runs ? "To go on" : "The workers go on; to see what came of it", again);
    }
}
