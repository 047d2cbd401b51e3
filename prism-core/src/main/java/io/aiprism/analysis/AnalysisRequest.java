package io.aiprism.analysis;

import static java.util.Objects.requireNonNull;

import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an analyzer is asked to look at: plain data that holds everything needed, so that it can be stored as JSON and answered
 * by any process.
 */
public sealed interface AnalysisRequest {
    /** What to look for. */
    Checklist checklist();

    /** The name of the document, for messages. */
    String documentName();

    /**
     * The section with this id, if the request holds it.
     *
     * @param id a section's id
     */
    Optional<Section> find(String id);

    /**
     * One section.
     *
     * @param documentName the name of the document, for messages
     * @param section the section
     * @param previousTitle title of the section before, if there is one; may be empty
     * @param nextTitle title of the section after, if there is one; may be empty
     * @param checklist what to look for
     */
    record OfSection(
            String documentName,
            Section section,
            Optional<String> previousTitle,
            Optional<String> nextTitle,
            Checklist checklist)
            implements AnalysisRequest {
        public OfSection {
            requireNonNull(documentName, "documentName");
            requireNonNull(section, "section");
            requireNonNull(previousTitle, "previousTitle");
            requireNonNull(nextTitle, "nextTitle");
            requireNonNull(checklist, "checklist");
        }

        @Override
        public Optional<Section> find(String id) {
            return section.id().equals(id) ? Optional.of(section) : Optional.empty();
        }
    }

    /**
     * A whole document.
     *
     * @param documentName as {@link Document#name()}
     * @param format as {@link Document#format()}
     * @param hash as {@link Document#hash()}
     * @param sections all sections in reading order
     * @param checklist what to look for
     */
    record OfDocument(String documentName, String format, String hash, List<Section> sections, Checklist checklist)
            implements AnalysisRequest {
        public OfDocument {
            requireNonNull(documentName, "documentName");
            requireNonNull(format, "format");
            requireNonNull(hash, "hash");
            sections = List.copyOf(sections);
            requireNonNull(checklist, "checklist");
        }

        /** The document itself; put together anew by each call. */
        public Document document() {
            return new Document(
                    documentName,
                    format,
                    hash,
                    sections.stream()
                            .flatMap(section -> section.blocks().stream())
                            .toList(),
                    sections);
        }

        @Override
        public Optional<Section> find(String id) {
            return sections.stream().filter(section -> section.id().equals(id)).findFirst();
        }
    }

    /** The requests for all sections of a document, in reading order. */
    static List<OfSection> ofSections(Document document, Checklist checklist) {
        List<Section> sections = document.sections();
        List<OfSection> requests = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            Optional<String> previous =
                    i == 0 ? Optional.empty() : Optional.of(sections.get(i - 1).title());
            Optional<String> next = i == sections.size() - 1
                    ? Optional.empty()
                    : Optional.of(sections.get(i + 1).title());
            requests.add(new OfSection(document.name(), sections.get(i), previous, next, checklist));
        }
        return List.copyOf(requests);
    }

    /** A request for a whole document. */
    static OfDocument ofDocument(Document document, Checklist checklist) {
        return new OfDocument(document.name(), document.format(), document.hash(), document.sections(), checklist);
    }
}
