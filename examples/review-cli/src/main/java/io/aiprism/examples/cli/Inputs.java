package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentReaders;
import io.aiprism.report.JsonReports;
import io.aiprism.report.Report;
import io.aiprism.report.ReportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a command reads. Whatever is wrong with it is one line. */
final class Inputs {
    private Inputs() {}

    private interface Reading<T> {
        T read(Path file) throws IOException;
    }

    static Document document(Path file) throws CliException {
        return read(file, "document", DocumentReaders.installed()::read);
    }

    static Report report(Path file) throws CliException {
        return read(file, "report", JsonReports::read);
    }

    private static <T> T read(Path file, String what, Reading<T> reading) throws CliException {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable("%s is a folder, not a %s".formatted(file, what));
            }
            return reading.read(file);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no file " + file);
        } catch (AccessDeniedException e) {
            throw unreadable(file + " may not be read by this user");
        } catch (DocumentException | ReportException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unreadable("cannot read %s: %s".formatted(file, e));
        }
    }

    private static CliException unreadable(String message) {
        return new CliException(ExitCode.UNREADABLE_INPUT, message);
    }
}
