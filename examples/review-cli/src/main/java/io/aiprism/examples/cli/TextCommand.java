package io.aiprism.examples.cli;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the text of documents as Prism reads it, or writes it to files. */
@Command(
        name = "text",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Prints the text of documents as it is read: one block after the other, a line feed after each.",
            "Files that cannot be read are listed on standard error, each with the class of the problem; the others are printed all the same."
        })
final class TextCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The documents.")
    private List<Path> files = List.of();

    @Option(
            names = "--json",
            description =
                    "Print one line of JSON for each document: its sections, blocks with ids, kinds and places, and comments. Offsets count UTF-16 units of the text that is printed without this option.")
    private boolean json;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description =
                    "Write to files of this folder, which is made if need be: NAME.docx.txt for NAME.docx, or NAME.docx.json with --json.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private Reading reading = new Reading();

    TextCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws CliException {
        Map<Path, Path> targets = folder.isPresent() ? targets(folder.get()) : Map.of();
        var inputs = new Inputs();
        boolean allRead = true;
        for (Path file : files) {
            try {
                print(file, inputs.read(file, reading.options()), Optional.ofNullable(targets.get(file)));
            } catch (IOException e) {
                Inputs.Problem problem = Inputs.Problem.of(file, e);
                err.printf("prism: %s: %s: %s%n", file, problem.kind(), firstLine(problem.message()));
                allRead = false;
            }
        }
        return (allRead ? ExitCode.OK : ExitCode.UNREADABLE_INPUT).number();
    }

    private Map<Path, Path> targets(Path folder) throws CliException {
        Map<Path, Path> sources = new HashMap<>();
        Map<Path, Path> targets = new HashMap<>();
        List<Path> inputs =
                files.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
        for (Path file : files) {
            Path target = folder.resolve(file.toAbsolutePath().normalize().getFileName() + (json ? ".json" : ".txt"));
            Path other = sources.put(target, file);
            if (other != null && !other.equals(file)) {
                throw new CliException(
                        ExitCode.USAGE, "%s and %s would both be written to %s".formatted(other, file, target));
            }
            if (inputs.contains(target.toAbsolutePath().normalize())) {
                throw new CliException(
                        ExitCode.USAGE, "the text of %s would replace the document %s".formatted(file, target));
            }
            targets.put(file, target);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot make the folder %s: %s".formatted(folder, e));
        }
        return targets;
    }

    private void print(Path file, Document document, Optional<Path> target) throws CliException {
        try {
            if (target.isPresent()) {
                try (Writer writer = Files.newBufferedWriter(target.get())) {
                    write(file, document, writer);
                }
                return;
            }
            if (files.size() > 1 && !json) {
                out.printf("==> %s <==%n", file);
            }
            Writer writer = new OutputStreamWriter(out, out.charset());
            write(file, document, writer);
            writer.flush();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.ENVIRONMENT,
                    "cannot write %s: %s".formatted(target.map(Path::toString).orElse("the text"), e));
        }
    }

    private void write(Path file, Document document, Writer writer) throws IOException {
        if (json) {
            DocumentJson.write(file, document, writer);
            return;
        }
        for (Block block : document.blocks()) {
            writer.append(block.text()).append('\n');
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
