package io.aiprism.chat;

import static java.util.Objects.requireNonNull;

/** What an answer relies on, where it says {@code [section:ID]} or {@code [finding:ID]} with an id that there is. */
public sealed interface Citation {
    /** Where the citation begins in the answer's text, its bracket included, in UTF-16 units. */
    int start();

    /** Where it ends, exclusive. */
    int end();

    /**
     * A section of the document.
     *
     * @param sectionId its id
     * @param start as {@link #start()}
     * @param end as {@link #end()}
     */
    record OfSection(String sectionId, int start, int end) implements Citation {
        public OfSection {
            requireNonNull(sectionId, "sectionId");
        }
    }

    /**
     * A finding.
     *
     * @param findingId its id
     * @param start as {@link #start()}
     * @param end as {@link #end()}
     */
    record OfFinding(String findingId, int start, int end) implements Citation {
        public OfFinding {
            requireNonNull(findingId, "findingId");
        }
    }
}
