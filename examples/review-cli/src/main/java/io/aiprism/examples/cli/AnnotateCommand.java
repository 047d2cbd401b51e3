package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.finding.Finding;
import io.aiprism.report.Regrounding;
import io.aiprism.report.Report;
import io.aiprism.review.DecidedFinding;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the findings of a report into a Word copy of the document, or of another version of it. */
@Command(
        name = "annotate",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Writes a Word copy of a document that has the findings of a report as comments.",
            "The document may have been edited since: findings follow their words, and those whose words are gone are"
                    + " listed. Rejected findings are left out."
        })
final class AnnotateCommand implements Callable<Integer> {
    private final PrintStream out;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "The document: Word (.docx).")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "REPORT", description = "A report that `prism review --json` has written.")
    private Path report = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where the Word copy goes. Default: NAME.reviewed.docx beside FILE.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private CopyStyle copyStyle = new CopyStyle();

    @Mixin
    private Reading reading = new Reading();

    AnnotateCommand(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CliException {
        WordCopy.Style style = copyStyle.of(reading.options());
        var inputs = new Inputs();
        Report read = inputs.report(report);
        Document document = inputs.only(file, reading.options());
        if (!document.format().equals("docx")) {
            throw new CliException(
                    ExitCode.USAGE, "annotate writes a Word copy, but %s is no Word document".formatted(file));
        }
        Regrounding regrounding = read.regroundedIn(document);
        List<Regrounding.Miss> misses = regrounding.misses().stream()
                .filter(miss -> miss.finding().standing())
                .toList();
        if (!misses.isEmpty()) {
            out.printf("%s not found again:%n", Summary.count(misses.size(), "finding"));
            misses.forEach(miss -> {
                Summary.print(miss.finding().finding(), out, terminal);
                out.printf("              %s%n", miss.message());
            });
        }
        List<Finding> findings = regrounding.findings().stream()
                .filter(DecidedFinding::standing)
                .map(DecidedFinding::finding)
                .toList();
        Path target = target();
        var copy = new WordCopy(DocumentSource.of(file), target, style);
        Summary.print(copy.write(findings, read.result().finishedAt()), target, out);
        return ExitCode.OK.number();
    }

    private Path target() {
        var input = new Input(file.toString(), Optional.of(file), DocumentSource.of(file));
        String reviewed = input.reviewed(input.extension(".docx"));
        Path beside = file.resolveSibling(reviewed);
        return output.map(to -> Files.isDirectory(to) ? to.resolve(reviewed) : to)
                .orElse(beside);
    }
}
