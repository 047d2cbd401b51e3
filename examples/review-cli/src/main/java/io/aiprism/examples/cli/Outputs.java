package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say where results go, and what follows from them for each document. */
final class Outputs {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = {
                "Where the Word copy goes. Default: NAME.reviewed.docx beside FILE.",
                "A folder takes all results. With several documents it must be one, and is made if need be."
            })
    private Optional<Path> output = Optional.empty();

    @Option(names = "--html", paramLabel = "F", description = "Write the report to F, as one web page.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--json",
            paramLabel = "F",
            description = "Write the report to F, as JSON, for `prism annotate` and `prism diff`.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "F",
            description = {
                "Write the report to F, as Markdown.",
                "Without any of these three options, NAME.reviewed.html and NAME.reviewed.json are written beside the"
                        + " copy."
            })
    private Optional<Path> markdown = Optional.empty();

    private final Set<Path> taken = new HashSet<>();

    /**
     * Where one document's results go; empty for what is not written.
     *
     * @param word the copy with comments
     * @param html the report as a web page
     * @param json the report as JSON
     * @param markdown the report as Markdown
     */
    record Targets(Optional<Path> word, Optional<Path> html, Optional<Path> json, Optional<Path> markdown) {
        Stream<Path> all() {
            return Stream.of(word, html, json, markdown).flatMap(Optional::stream);
        }
    }

    /** Whether the user has said where any result goes. */
    boolean given() {
        return Stream.of(output, html, json, markdown).anyMatch(Optional::isPresent);
    }

    /** Looks at the options as far as that is possible without the documents, and makes the folder. */
    void prepare(boolean several) throws CliException {
        if (!several) {
            return;
        }
        if (Stream.of(html, json, markdown).anyMatch(Optional::isPresent)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--html, --json and --markdown name one file; with several documents use -o FOLDER");
        }
        if (output.isPresent()) {
            try {
                Files.createDirectories(output.get());
            } catch (IOException e) {
                throw new CliException(
                        ExitCode.USAGE,
                        "with several documents -o is a folder, but %s is none and cannot be made"
                                .formatted(output.get()));
            }
        }
    }

    /** Where the results of a document go. Each file is given to one document only, and never replaces a document. */
    Targets of(Input input, Document document) throws CliException {
        boolean word = document.format().equals("docx");
        boolean copyOnly = output.isPresent() && !Files.isDirectory(output.get());
        if (copyOnly && !word) {
            throw new CliException(
                    ExitCode.USAGE, "-o writes a Word copy, but %s is no Word document".formatted(input.shown()));
        }
        Optional<Path> copy = copyOnly ? output : reviewed(input, word ? input.extension(".docx") : "");
        Targets targets = Stream.of(html, json, markdown).anyMatch(Optional::isPresent)
                ? new Targets(copy.filter(path -> word), html, json, markdown)
                : new Targets(
                        copy.filter(path -> word),
                        copy.map(path -> withExtension(path, ".html")),
                        copy.map(path -> withExtension(path, ".json")),
                        Optional.empty());
        for (Path target : targets.all().toList()) {
            check(target, input);
        }
        return targets;
    }

    private Optional<Path> reviewed(Input input, String extension) {
        String name = input.reviewed(extension);
        return output.map(folder -> folder.resolve(name)).or(() -> input.file().map(file -> file.resolveSibling(name)));
    }

    private static Path withExtension(Path copy, String extension) {
        String name = String.valueOf(copy.getFileName());
        String stem = name.endsWith(".reviewed") ? name : Input.stem(name);
        return copy.resolveSibling(stem + extension);
    }

    private void check(Path target, Input input) throws CliException {
        Path absolute = target.toAbsolutePath().normalize();
        if (!taken.add(absolute)) {
            throw new CliException(ExitCode.USAGE, "two results would be written to " + target);
        }
        try {
            if (input.file().isPresent()
                    && Files.exists(target)
                    && Files.isSameFile(target, input.file().get())) {
                throw new CliException(ExitCode.USAGE, "%s would replace the document itself".formatted(target));
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(target, e));
        }
        if (absolute.getParent() != null && !Files.isDirectory(absolute.getParent())) {
            throw new CliException(
                    ExitCode.ENVIRONMENT, "cannot write %s: its folder does not exist".formatted(target));
        }
    }
}
