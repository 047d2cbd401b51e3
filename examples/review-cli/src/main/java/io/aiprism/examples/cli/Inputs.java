package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.report.JsonReports;
import io.aiprism.report.Report;
import io.aiprism.report.ReportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that the user names, with all installed readers. */
final class Inputs {
    private final DocumentReaders readers = DocumentReaders.installed();

    /**
     * Why a file cannot be read.
     *
     * @param kind a name for the class of the problem, in lower case
     * @param message for people, with what to do
     */
    record Problem(String kind, String message) {
        static Problem of(Path file, IOException e) {
            return switch (e) {
                case DocumentException refused ->
                    new Problem(Labels.of(refused.kind()), String.valueOf(refused.getMessage()));
                case ReportException refused ->
                    new Problem(Labels.of(refused.kind()), String.valueOf(refused.getMessage()));
                case NoSuchFileException none -> new Problem("missing", "there is no file " + file);
                case AccessDeniedException denied ->
                    new Problem("not-permitted", file + " may not be read by this user");
                default ->
                    Files.isDirectory(file)
                            ? new Problem("folder", file + " is a folder, not a file")
                            : new Problem("failed", "cannot read %s: %s".formatted(file, e));
            };
        }
    }

    /** A document; any problem ends the program. */
    Document only(Path file, ReadOptions options) throws CliException {
        try {
            return read(file, options);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNREADABLE_INPUT, Problem.of(file, e).message());
        }
    }

    /** A report that was written as JSON; any problem ends the program. */
    Report report(Path file) throws CliException {
        try {
            return JsonReports.read(file);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNREADABLE_INPUT, Problem.of(file, e).message());
        }
    }

    /** A document; {@link Problem} says what the exception means. */
    Document read(Path file, ReadOptions options) throws IOException {
        return read(DocumentSource.of(file), options);
    }

    /** A document; {@link Problem} says what the exception means. */
    Document read(DocumentSource source, ReadOptions options) throws IOException {
        return readers.read(source, options);
    }
}
