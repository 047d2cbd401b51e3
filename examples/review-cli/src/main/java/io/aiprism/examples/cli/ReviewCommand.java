package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.finding.Severity;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reviews documents, prints what was found, and writes Word copies with comments, and reports. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Reviews documents and prints what was found.",
            "For a Word document, also writes a copy that has the findings as comments; for any, a report as a web"
                    + " page and as JSON."
        })
final class ReviewCommand implements Callable<Integer> {
    /** More than the sections of any heap of documents: who names files on a command line is not to be turned away. */
    private static final int QUEUE = 1_000_000;

    /** What stands for the latest command's reviews. */
    private static final String LATEST = "latest";

    private static final String EXECUTOR = "virtual-threads";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Analyzers installed;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "The documents: Word (.docx), Markdown (.md) or plain text; - reads standard input.")
    private List<Path> files = List.of();

    @Mixin
    private Outputs outputs = new Outputs();

    @Option(
            names = "--stdin-name",
            paramLabel = "NAME",
            description =
                    "What standard input is called; its extension tells text from Markdown. Default: ${DEFAULT-VALUE}.")
    private String stdinName = "stdin.txt";

    @Option(
            names = "--checklist",
            paramLabel = "NAME|FILE",
            description =
                    "A built-in checklist (see `prism checklists`), or a JSON or YAML file. Default: ${DEFAULT-VALUE}.")
    private String checklist = "general-report";

    @Mixin
    private AnalyzerChoice analyzers = new AnalyzerChoice();

    @Mixin
    private Models models = new Models();

    @Option(
            names = "--executor",
            paramLabel = "NAME",
            description = "What runs the analyses: thread-pool or virtual-threads. Default: virtual-threads.")
    private Optional<String> executor = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many analyses run at the same time. Default: twice the processors; with --backend 64.")
    private Optional<Integer> concurrency = Optional.empty();

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            description = "Leave out what matters less: critical, important, suggestion.")
    private Optional<Severity> minSeverity = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "End with 1 if there are findings of this severity or above: critical, important, suggestion.")
    private Optional<Severity> failOn = Optional.empty();

    @Option(
            names = "--durable",
            description = {
                "Keep the review in a database, so that it goes on where it was if this process ends: see --resume.",
                "With --db and without this, the analyses are left to workers (see `prism worker`)."
            })
    private boolean durable;

    @Option(
            names = "--resume",
            paramLabel = "ID",
            arity = "0..1",
            fallbackValue = LATEST,
            description = {
                "Go on with a review of --durable or --db, or fetch its results again. Needs no FILE.",
                "Without an ID, the documents of the latest such command."
            })
    private Optional<String> resume = Optional.empty();

    @Mixin
    private Database database = new Database();

    @Mixin
    private CopyStyle copyStyle = new CopyStyle();

    @Mixin
    private Reading reading = new Reading();

    ReviewCommand(Analyzers installed, InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
        this.installed = installed;
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CliException, InterruptedException {
        boolean kept = durable || database.named() || resume.isPresent();
        if (resume.isPresent() == !files.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE,
                    files.isEmpty()
                            ? "nothing to review: name a FILE, or use --resume"
                            : "--resume goes on with what was begun, and takes no FILE");
        }
        boolean runs = !kept || durable || database.local();
        refuseOptions(kept, runs);
        WordCopy.Style style = copyStyle.of(reading.options());
        Checklist chosen = Checklists.find(checklist);
        outputs.prepare(files.size() > 1);
        Optional<ReviewModel> model = runs ? models.open() : Optional.empty();
        try {
            return kept ? reviewKept(runs, style, chosen, model) : review(style, chosen, model);
        } finally {
            model.ifPresent(ReviewModel::close);
        }
    }

    /** Options that another process has decided on, or will, are not silently left out. */
    private void refuseOptions(boolean kept, boolean runs) throws CliException {
        List<String> ofWorkers = new ArrayList<>(List.of("--concurrency"));
        spec.mixins().forEach((name, mixin) -> {
            if (mixin.userObject() instanceof AnalyzerChoice || mixin.userObject() instanceof Models) {
                ofWorkers.addAll(mixin.optionsMap().keySet());
            }
        });
        if (kept) {
            refuse(List.of("--executor"), "is for reviews that are not kept in a database");
        } else {
            refuse(List.of("--db-user", "--db-password-env", "--create-schema"), "needs --db, --durable or --resume");
        }
        if (!runs) {
            refuse(ofWorkers, "is the worker's to say (prism worker), or add --durable to take part here");
        }
        if (resume.isPresent()) {
            refuse(
                    List.of(
                            "--checklist",
                            "--min-severity",
                            "--fail-on",
                            "--author",
                            "--suggest-edits",
                            "--view",
                            "--guess-headings",
                            "--stdin-name"),
                    "was decided on when the review was begun");
        }
    }

    private void refuse(List<String> names, String reason) throws CliException {
        for (String name : names) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                throw new CliException(ExitCode.USAGE, "%s %s".formatted(name, reason));
            }
        }
    }

    private int review(WordCopy.Style style, Checklist chosen, Optional<ReviewModel> model)
            throws CliException, InterruptedException {
        List<Analyzer> looking = analyzers.of(installed, model);
        List<Documents.Parsed> documents = new Documents(in, stdinName, err).read(files, reading.options());
        try (TaskManager tasks = taskManager(model.isPresent());
                Prism prism = prism(tasks, looking)) {
            List<Job> jobs = new ArrayList<>();
            for (Documents.Parsed each : documents) {
                Outputs.Targets targets = outputs.of(each.input(), each.document());
                Review review = prism.review(each.document(), chosen);
                jobs.add(new Job(each.input(), review, targets, chosen, style, failOn));
            }
            List<ReviewResult> results = follow(
                    jobs, Interruption.cancelling(jobs.stream().map(Job::review).toList(), err));
            return tell(jobs, results, documents.size() < files.size(), model);
        }
    }

    private int reviewKept(boolean runs, WordCopy.Style style, Checklist chosen, Optional<ReviewModel> model)
            throws CliException, InterruptedException {
        var durable = new DurableReviews(database, installed, analyzers, model, runs, concurrency(model), err);
        if (resume.isPresent()) {
            Optional<String> id = resume.filter(given -> !given.equals(LATEST));
            return durable.resume(id, outputs, (jobs, watching) -> tell(jobs, follow(jobs, watching), false, model));
        }
        List<Documents.Parsed> documents = new Documents(in, stdinName, err).read(files, reading.options());
        String command = UUID.randomUUID().toString();
        List<DurableReviews.Ordered> orders = new ArrayList<>();
        for (Documents.Parsed each : documents) {
            orders.add(new DurableReviews.Ordered(each, order(each, style, chosen, model, command)));
        }
        boolean unreadable = documents.size() < files.size();
        return durable.review(orders, (jobs, watching) -> tell(jobs, follow(jobs, watching), unreadable, model));
    }

    private ReviewOrder order(
            Documents.Parsed each, WordCopy.Style style, Checklist chosen, Optional<ReviewModel> model, String command)
            throws CliException {
        Outputs.Targets targets = outputs.of(each.input(), each.document());
        boolean chosenHere = durable || database.local();
        try {
            return new ReviewOrder(
                    each.input().source().name(),
                    ReviewOrder.bytesOf(each.input().source()),
                    reading.options().view(),
                    reading.options().guessHeadings(),
                    chosen,
                    chosenHere
                            ? analyzers.of(installed, model).stream()
                                    .map(Analyzer::name)
                                    .toList()
                            : List.of(),
                    minSeverity,
                    failOn,
                    style.author(),
                    style.suggestEdits(),
                    ReviewOrder.Files.of(targets),
                    command);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNREADABLE_INPUT,
                    "cannot read %s: %s".formatted(each.input().shown(), e));
        }
    }

    private List<ReviewResult> follow(List<Job> jobs, Interruption interruption) throws InterruptedException {
        List<Review> reviews = jobs.stream().map(Job::review).toList();
        new Progress(err, terminal).follow(reviews);
        List<ReviewResult> results = new ArrayList<>();
        for (Review review : reviews) {
            results.add(review.await());
        }
        interruption.end();
        return results;
    }

    private int tell(List<Job> jobs, List<ReviewResult> results, boolean unreadable, Optional<ReviewModel> model)
            throws CliException {
        boolean failing = false;
        for (int i = 0; i < jobs.size(); i++) {
            jobs.get(i).tell(results.get(i), out, terminal);
            failing |= jobs.get(i).failing(results.get(i));
        }
        model.ifPresent(used -> Summary.print(used.gateway().ledger().totals(), out));
        if (jobs.size() > 1 || files.size() > 1) {
            new SummaryTable(out, terminal).print(results);
        }
        if (unreadable) {
            return ExitCode.UNREADABLE_INPUT.number();
        }
        if (!results.stream().allMatch(ReviewResult::complete)) {
            return ExitCode.INCOMPLETE.number();
        }
        return (failing ? ExitCode.FINDINGS : ExitCode.OK).number();
    }

    private Prism prism(TaskManager tasks, List<Analyzer> looking) {
        Prism.Builder prism = Prism.builder(tasks);
        looking.forEach(prism::analyzer);
        minSeverity.ifPresent(severity -> prism.policy(FindingPolicies.minimumSeverity(severity)));
        return prism.build();
    }

    private int concurrency(Optional<ReviewModel> model) {
        return concurrency.orElseGet(() -> DurableReviews.concurrency(model));
    }

    private TaskManager taskManager(boolean waiting) throws CliException {
        try {
            var config = TaskManagerConfig.builder().queueCapacity(QUEUE);
            if (waiting) {
                config.maxConcurrency(DurableReviews.WHILE_WAITING);
            }
            concurrency.ifPresent(config::maxConcurrency);
            return TaskManagers.named(executor.orElse(EXECUTOR), config.build());
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
