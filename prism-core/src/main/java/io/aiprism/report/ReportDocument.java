package io.aiprism.report;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import java.util.List;
import java.util.Set;

/**
 * The document that was reviewed, as far as a report shows it.
 *
 * @param name the file name or another label for people
 * @param format the format it was read from, for example {@code "docx"}
 * @param hash SHA-256 of its bytes, in hexadecimal
 * @param sections all of them in reading order; those with findings carry their text
 */
public record ReportDocument(String name, String format, String hash, List<ReportSection> sections) {
    public ReportDocument {
        requireNonNull(name, "name");
        requireNonNull(format, "format");
        requireNonNull(hash, "hash");
        sections = List.copyOf(sections);
    }

    static ReportDocument of(Document document, Set<String> withText) {
        List<ReportSection> sections = document.sections().stream()
                .map(section ->
                        withText.contains(section.id()) ? ReportSection.whole(section) : ReportSection.outline(section))
                .toList();
        return new ReportDocument(document.name(), document.format(), document.hash(), sections);
    }

    /** The sections with text, as a document of their own. */
    Document excerpt() {
        List<Section> kept = sections.stream()
                .filter(section -> !section.blocks().isEmpty())
                .map(ReportSection::section)
                .toList();
        return new Document(
                name,
                format,
                hash,
                kept.stream().flatMap(section -> section.blocks().stream()).toList(),
                kept);
    }
}
