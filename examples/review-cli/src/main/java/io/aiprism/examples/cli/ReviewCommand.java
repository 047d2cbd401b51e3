package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.Severity;
import io.aiprism.report.Report;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reviews one document, prints what was found, and writes a Word copy with its comments and reports. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Reviews a document and prints what was found.",
            "For a Word document, also writes a copy that has the findings as comments."
        })
final class ReviewCommand implements Callable<Integer> {
    private final Analyzers installed;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "FILE", description = "The document: Word (.docx), Markdown (.md) or plain text.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where the Word copy goes. Default: NAME.reviewed.docx beside FILE.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--checklist",
            paramLabel = "NAME|FILE",
            description = "A built-in checklist or a JSON file. Default: ${DEFAULT-VALUE}.")
    private String checklist = "general-report";

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            split = ",",
            description = "What looks at the document, by names. Default: structure,languagetool.")
    private List<String> analyzers = List.of("structure", "languagetool");

    @Option(
            names = "--executor",
            paramLabel = "NAME",
            description = "What runs the analyses: thread-pool or virtual-threads. Default: ${DEFAULT-VALUE}.")
    private String executor = "virtual-threads";

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many analyses run at the same time. Default: twice the processors.")
    private Optional<Integer> concurrency = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "Author of the comments. Default: ${DEFAULT-VALUE}.")
    private String author = "Prism";

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "End with 1 if there are findings of this severity or above: critical, important, suggestion.")
    private Optional<Severity> failOn = Optional.empty();

    @Mixin
    private ReportFiles reports = new ReportFiles();

    ReviewCommand(Analyzers installed, PrintStream out, PrintStream err) {
        this.installed = installed;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws CliException, InterruptedException {
        if (author.isBlank()) {
            throw new CliException(ExitCode.USAGE, "--author must not be blank");
        }
        Checklist chosen = Checklists.find(checklist);
        List<Analyzer> looking = analyzers();
        Document document = Inputs.document(file);
        reports.check(file);
        Optional<WordCopy> copy = WordCopy.of(file, document, output, author);
        try (TaskManager tasks = taskManager();
                Prism prism = prism(tasks, looking)) {
            Review review = start(prism, document, chosen);
            var interruption = Interruption.watch(review, err);
            ReviewResult result = review.await();
            interruption.end();
            var summary = new Summary(document, result, out);
            summary.print();
            if (copy.isPresent()) {
                Summary.print(
                        copy.get().write(result.findings(), result.finishedAt()),
                        copy.get().target(),
                        out);
            }
            reports.write(Report.of(document, chosen, result), out);
            return exitCode(result).number();
        }
    }

    private List<Analyzer> analyzers() throws CliException {
        try {
            return analyzers.stream().distinct().map(installed::named).toList();
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Prism prism(TaskManager tasks, List<Analyzer> analyzers) {
        Prism.Builder prism = Prism.builder(tasks);
        analyzers.forEach(prism::analyzer);
        return prism.build();
    }

    private TaskManager taskManager() throws CliException {
        try {
            var config = TaskManagerConfig.builder();
            concurrency.ifPresent(config::maxConcurrency);
            return TaskManagers.named(executor, config.build());
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Review start(Prism prism, Document document, Checklist checklist) throws CliException {
        if (document.blocks().isEmpty()) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, document.name() + " has no text to review");
        }
        return prism.review(document, checklist);
    }

    private ExitCode exitCode(ReviewResult result) {
        if (!result.complete()) {
            return ExitCode.INCOMPLETE;
        }
        boolean failing = failOn.isPresent()
                && result.findings().stream()
                        .anyMatch(finding -> finding.severity().atLeast(failOn.get()));
        return failing ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
