package io.aiprism.examples.cli;

import io.aiprism.report.HtmlReports;
import io.aiprism.report.JsonReports;
import io.aiprism.report.MarkdownReports;
import io.aiprism.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a report to those files that were asked for. */
final class ReportFiles {
    private ReportFiles() {}

    private interface Writing {
        void write(Report report, Path file) throws IOException;
    }

    static void write(Report report, Outputs.Targets targets, PrintStream out) throws CliException {
        write(report, targets.html(), HtmlReports::write, out);
        write(report, targets.json(), JsonReports::write, out);
        write(report, targets.markdown(), MarkdownReports::write, out);
    }

    private static void write(Report report, Optional<Path> file, Writing writing, PrintStream out)
            throws CliException {
        if (file.isEmpty()) {
            return;
        }
        try {
            writing.write(report, file.get());
            out.println("report written to " + file.get());
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(file.get(), e));
        }
    }
}
