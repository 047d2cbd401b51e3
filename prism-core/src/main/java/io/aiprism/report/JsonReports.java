package io.aiprism.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reports as JSON, in UTF-8. What is written reads back to an equal report, and equal reports are written as the same bytes.
 *
 * <p>The format is described by the schema {@link #schema()}. It has a version, {@link #VERSION}: a reader ignores fields that it
 * does not know, and a change that it could not ignore makes a new version, which an older reader refuses.
 */
public final class JsonReports {
    /** The version of the format that is written, and the newest that is read. */
    public static final int VERSION = 1;

    static final String FORMAT = "prism-report";

    private JsonReports() {}

    /** Writes a report. Does not close the stream. */
    public static void write(Report report, OutputStream stream) throws IOException {
        JsonReportWriter.write(report, stream);
    }

    /** Writes a report to a file. A file that is there already is replaced. */
    public static void write(Report report, Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            write(report, stream);
        }
    }

    /**
     * Reads a report from a stream to its end. Does not close the stream.
     *
     * @param source what the stream is called in messages
     * @throws ReportException if it is no report, or of a newer version; the message names line and field
     * @throws IOException if the stream fails
     */
    public static Report read(String source, InputStream stream) throws IOException {
        return JsonReportReader.read(source, stream);
    }

    /**
     * Reads a report from a file.
     *
     * @throws ReportException if it is no report, or of a newer version; the message names line and field
     * @throws IOException if the file cannot be read
     */
    public static Report read(Path file) throws IOException {
        Path last = file.getFileName();
        try (InputStream stream = Files.newInputStream(file)) {
            return read((last == null ? file : last).toString(), stream);
        }
    }

    /** The JSON schema of the format (draft 2020-12), as UTF-8 JSON. The caller closes the stream. */
    public static InputStream schema() {
        InputStream stream = JsonReports.class.getResourceAsStream("report.schema.json");
        if (stream == null) {
            throw new IllegalStateException("the resource report.schema.json is missing");
        }
        return stream;
    }
}
