package io.aiprism.examples.cli;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the sections of a document as a tree. */
@Command(
        name = "sections",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Prints the sections of a document as a tree, and how each heading was found.",
            "Headings in tables, text boxes and notes begin no section; they stand with a dash under the one they are in."
        })
final class SectionsCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "The document.")
    private Path file = Path.of("");

    @Mixin
    private Reading reading = new Reading();

    SectionsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws CliException {
        Document document = new Inputs().only(file, reading.options());
        boolean headings = document.sections().stream().anyMatch(section -> section.level() > 0);
        for (Section section : document.sections()) {
            print(section, headings ? Summary.title(section) : "(no headings)");
        }
        out.printf(
                "%s: %s, %s%n",
                document.name(),
                Summary.count(document.sections().size(), "section"),
                Summary.count(document.blocks().size(), "block"));
        return ExitCode.OK.number();
    }

    private void print(Section section, String untitled) {
        Block first = section.blocks().getFirst();
        boolean headed = section.part() == 1 && section.level() > 0;
        String indent = "  ".repeat(Math.max(0, section.path().size() - 1));
        String title = section.level() > 0 ? line(section.title()) : untitled;
        String part = section.parts() > 1 ? " (part %d of %d)".formatted(section.part(), section.parts()) : "";
        String found = headed ? "  [%s]".formatted(found(first.heading().orElseThrow())) : "";
        out.println(indent + title + part + found);
        section.blocks().stream()
                .skip(headed ? 1 : 0)
                .filter(block -> block.heading().isPresent())
                .forEach(block -> out.printf(
                        "%s  - %s  [%s; %s]%n",
                        indent, line(block.text()), found(block.heading().orElseThrow()), where(block.place())));
    }

    private static String found(Heading heading) {
        return "level %d, %s".formatted(heading.level(), by(heading.source()));
    }

    private static String by(HeadingSource source) {
        return switch (source) {
            case PARAGRAPH_OUTLINE_LEVEL -> "by the outline level of the paragraph";
            case STYLE_OUTLINE_LEVEL -> "by the outline level of the style";
            case STYLE_NAME -> "by the name of the style";
            case MARKUP -> "by markup";
            case GUESS -> "a guess from its look";
        };
    }

    private static String where(Place place) {
        return "in a "
                + (place.story() == Story.BODY
                        ? "table"
                        : Labels.of(place.story()).replace('-', ' '));
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
