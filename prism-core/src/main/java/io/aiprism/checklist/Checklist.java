package io.aiprism.checklist;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a document of a kind has to contain, and what a reviewer looks for.
 *
 * <p>As JSON, with {@code locale}, {@code aliases}, {@code ordered}, {@code guidance} of a section and {@code severity} optional:
 *
 * <pre>{@code
 * {
 *   "id": "travel-report",
 *   "version": "1",
 *   "title": "Travel report",
 *   "locale": "en",
 *   "checkpoints": [
 *     {"id": "purpose", "title": "Purpose", "guidance": "Is it said why the journey was made?", "severity": "important"}
 *   ],
 *   "requiredSections": [
 *     {"title": "Costs", "aliases": ["Expenses"], "ordered": true, "guidance": "All costs, with receipts."}
 *   ]
 * }
 * }</pre>
 *
 * <p>The same can be written as YAML, if jackson-dataformat-yaml is on the class path or module path; without aliases, and with
 * a version that looks like a number in quotes. {@link #jsonSchema()} describes both for editors and other tools.
 *
 * @param id names the checklist, for example {@code "general-report"}
 * @param version changes whenever the content does
 * @param title for people
 * @param locale the language of documents that it is made for; the root locale if it fits any
 * @param checkpoints what a reviewer looks for; their ids are unique
 * @param requiredSections what the document has to contain, in the usual order
 */
public record Checklist(
        String id,
        String version,
        String title,
        Locale locale,
        List<Checkpoint> checkpoints,
        List<RequiredSection> requiredSections) {
    public Checklist {
        Checkpoint.requireNonBlank("id", id);
        Checkpoint.requireNonBlank("version", version);
        Checkpoint.requireNonBlank("title", title);
        requireNonNull(locale, "locale");
        checkpoints = List.copyOf(checkpoints);
        requiredSections = List.copyOf(requiredSections);
        Set<String> ids = new HashSet<>();
        for (Checkpoint checkpoint : checkpoints) {
            if (!ids.add(checkpoint.id())) {
                throw new IllegalArgumentException(
                        "two checkpoints have the id '%s' (checklist %s)".formatted(checkpoint.id(), id));
            }
        }
    }

    /** The checkpoint with this id. */
    public Optional<Checkpoint> checkpoint(String id) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.id().equals(id))
                .findFirst();
    }

    /** The names of the checklists that come with Prism. */
    public static List<String> builtIns() {
        return BuiltIns.NAMES;
    }

    /**
     * A checklist that comes with Prism.
     *
     * @param name one of {@link #builtIns()}
     * @throws ChecklistException if there is none of this name; the message lists those there are
     */
    public static Checklist builtIn(String name) throws ChecklistException {
        return BuiltIns.read(name);
    }

    /** The JSON schema, draft 2020-12, of checklist files. */
    public static String jsonSchema() {
        return BuiltIns.schema();
    }

    /**
     * Makes a checklist of a guideline that people have written. Each item of its lists becomes a checkpoint, with the line
     * that leads up to the list, and so does each heading with the running text under it. Its id and version are made from the
     * document's name and hash, so that the same document always gives the same checklist. It requires no sections.
     *
     * @throws ChecklistException if the document has neither lists nor text below headings
     */
    public static Checklist from(Document guideline) throws ChecklistException {
        return new Guideline(guideline).checklist();
    }

    /**
     * Reads a file: YAML if it is named {@code .yaml} or {@code .yml}, else JSON.
     *
     * @throws ChecklistException if the file is no checklist; the message names line and field. Also if it is YAML, and
     *     jackson-dataformat-yaml is not there
     * @throws IOException if the file cannot be read
     */
    public static Checklist read(Path file) throws IOException {
        Path last = file.getFileName();
        try (InputStream stream = Files.newInputStream(file)) {
            return read((last == null ? file : last).toString(), stream);
        }
    }

    /**
     * Reads JSON or YAML, UTF-8, from a stream to its end. Does not close the stream.
     *
     * @param source what the stream is called in messages; it is YAML if this ends in {@code .yaml} or {@code .yml}
     * @throws ChecklistException if it is no checklist; the message names line and field. Also if it is YAML, and
     *     jackson-dataformat-yaml is not there
     * @throws IOException if the stream fails
     */
    public static Checklist read(String source, InputStream stream) throws IOException {
        return ChecklistReader.read(source, stream);
    }
}
