package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the documents that are to be reviewed. Of several, one that cannot be read keeps the others from nothing. */
record Documents(InputStream in, String stdinName, PrintStream err) {
    /** A document that was read. */
    record Parsed(Input input, Document document) {}

    /** Those that can be read; the others are told of, and a single one that cannot be read ends the program. */
    List<Parsed> read(List<Path> files, ReadOptions options) throws CliException {
        var inputs = new Inputs();
        List<Parsed> documents = new ArrayList<>();
        for (Path file : files) {
            Input input = Input.of(file, in, stdinName);
            try {
                documents.add(new Parsed(input, withText(inputs.read(input.source(), options))));
            } catch (IOException e) {
                tell(Inputs.Problem.of(file, e).message(), files.size());
            } catch (CliException e) {
                tell(String.valueOf(e.getMessage()), files.size());
            }
        }
        return documents;
    }

    private void tell(String problem, int files) throws CliException {
        if (files == 1) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, problem);
        }
        err.println("prism: " + problem.lines().findFirst().orElse(""));
    }

    private static Document withText(Document document) throws CliException {
        if (document.blocks().isEmpty()) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, document.name() + " has no text to review");
        }
        return document;
    }
}
