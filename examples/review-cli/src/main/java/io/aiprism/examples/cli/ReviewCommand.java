package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.finding.Severity;
import io.aiprism.report.Report;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reviews documents, prints what was found, and writes Word copies with comments, and reports. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Reviews documents and prints what was found.",
            "For a Word document, also writes a copy that has the findings as comments; for any, a report as a web page and as JSON."
        })
final class ReviewCommand implements Callable<Integer> {
    /** More than the sections of any heap of documents: who names files on a command line is not to be turned away. */
    private static final int QUEUE = 1_000_000;

    /** Who waits for a model needs no processor; the gateway says how many calls are in flight. */
    private static final int WHILE_WAITING = 64;

    private final Analyzers installed;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
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

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What looks at the documents, by names. Default: structure,languagetool; with --backend: structure,model.")
    private List<String> analyzers = List.of();

    @Mixin
    private Models models = new Models();

    @Option(
            names = "--executor",
            paramLabel = "NAME",
            description = "What runs the analyses: thread-pool or virtual-threads. Default: ${DEFAULT-VALUE}.")
    private String executor = "virtual-threads";

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

    /** A document that is being reviewed, and where its results go. */
    private record Job(Input input, Review review, Outputs.Targets targets) {}

    @Override
    public Integer call() throws CliException, InterruptedException {
        WordCopy.Style style = copyStyle.of(reading.options());
        Checklist chosen = Checklists.find(checklist);
        outputs.prepare(files.size() > 1);
        Optional<ReviewModel> model = models.open();
        try {
            return review(style, chosen, model);
        } finally {
            model.ifPresent(ReviewModel::close);
        }
    }

    private int review(WordCopy.Style style, Checklist chosen, Optional<ReviewModel> model)
            throws CliException, InterruptedException {
        List<Analyzer> looking = analyzers(model);
        List<Documents.Parsed> documents = new Documents(in, stdinName, err).read(files, reading.options());
        try (TaskManager tasks = taskManager(model.isPresent());
                Prism prism = prism(tasks, looking)) {
            List<Job> jobs = new ArrayList<>();
            for (Documents.Parsed each : documents) {
                Outputs.Targets targets = outputs.of(each.input(), each.document());
                jobs.add(new Job(each.input(), prism.review(each.document(), chosen), targets));
            }
            List<Review> reviews = jobs.stream().map(Job::review).toList();
            var interruption = Interruption.watch(reviews, err);
            new Progress(err, terminal).follow(reviews);
            List<ReviewResult> results = new ArrayList<>();
            for (Review review : reviews) {
                results.add(review.await());
            }
            interruption.end();
            for (int i = 0; i < jobs.size(); i++) {
                tell(jobs.get(i), results.get(i), chosen, style);
            }
            model.ifPresent(used -> Summary.print(used.gateway().ledger().totals(), out));
            if (files.size() > 1) {
                new SummaryTable(out, terminal).print(results);
            }
            return exitCode(documents.size() < files.size(), results).number();
        }
    }

    private void tell(Job job, ReviewResult result, Checklist chosen, WordCopy.Style style) throws CliException {
        new Summary(job.review().document(), result, out, terminal).print();
        if (job.targets().word().isPresent()) {
            Path target = job.targets().word().get();
            AnnotationResult copy =
                    new WordCopy(job.input().source(), target, style).write(result.findings(), result.finishedAt());
            Summary.print(copy, target, out);
        }
        ReportFiles.write(Report.of(job.review().document(), chosen, result), job.targets(), out);
    }

    private List<Analyzer> analyzers(Optional<ReviewModel> model) throws CliException {
        List<String> names = analyzers;
        if (names.isEmpty()) {
            names = model.isPresent()
                    ? List.of("structure", model.get().analyzer().name())
                    : List.of("structure", "languagetool");
        }
        try {
            List<Analyzer> all = new ArrayList<>(installed.all());
            model.ifPresent(opened -> all.add(opened.analyzer()));
            return names.stream().distinct().map(Analyzers.of(all)::named).toList();
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Prism prism(TaskManager tasks, List<Analyzer> looking) {
        Prism.Builder prism = Prism.builder(tasks);
        looking.forEach(prism::analyzer);
        minSeverity.ifPresent(severity -> prism.policy(FindingPolicies.minimumSeverity(severity)));
        return prism.build();
    }

    private TaskManager taskManager(boolean waiting) throws CliException {
        try {
            var config = TaskManagerConfig.builder().queueCapacity(QUEUE);
            if (waiting) {
                config.maxConcurrency(WHILE_WAITING);
            }
            concurrency.ifPresent(config::maxConcurrency);
            return TaskManagers.named(executor, config.build());
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private ExitCode exitCode(boolean unreadable, List<ReviewResult> results) {
        if (unreadable) {
            return ExitCode.UNREADABLE_INPUT;
        }
        if (!results.stream().allMatch(ReviewResult::complete)) {
            return ExitCode.INCOMPLETE;
        }
        boolean failing = failOn.isPresent()
                && results.stream()
                        .flatMap(result -> result.findings().stream())
                        .anyMatch(finding -> finding.severity().atLeast(failOn.get()));
        return failing ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
