package io.aiprism.examples.cli;

import io.aiprism.report.HtmlReports;
import io.aiprism.report.JsonReports;
import io.aiprism.report.MarkdownReports;
import io.aiprism.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The files that a report is written to, if any. */
final class ReportFiles {
    @Option(names = "--html", paramLabel = "F", description = "Write the report to F, as one web page.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--json",
            paramLabel = "F",
            description = "Write the report to F, as JSON, for `prism annotate` and `prism diff`.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--markdown", paramLabel = "F", description = "Write the report to F, as Markdown.")
    private Optional<Path> markdown = Optional.empty();

    private interface Writing {
        void write(Report report, Path file) throws IOException;
    }

    /** Refuses files that the report must not replace. */
    void check(Path document) throws CliException {
        for (Optional<Path> file : List.of(html, json, markdown)) {
            if (file.isPresent() && same(file.get(), document)) {
                throw new CliException(ExitCode.USAGE, "the report would replace the document itself: " + file.get());
            }
        }
    }

    /** Writes those that were asked for. */
    void write(Report report, PrintStream out) throws CliException {
        write(report, html, HtmlReports::write, out);
        write(report, json, JsonReports::write, out);
        write(report, markdown, MarkdownReports::write, out);
    }

    private static void write(Report report, Optional<Path> file, Writing writing, PrintStream out)
            throws CliException {
        if (file.isEmpty()) {
            return;
        }
        try {
            writing.write(report, file.get());
            out.println("report written to " + file.get());
        } catch (NoSuchFileException e) {
            throw new CliException(
                    ExitCode.ENVIRONMENT, "cannot write %s: its folder does not exist".formatted(file.get()));
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(file.get(), e));
        }
    }

    private static boolean same(Path file, Path document) throws CliException {
        try {
            return Files.exists(file) && Files.isSameFile(file, document);
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(file, e));
        }
    }
}
