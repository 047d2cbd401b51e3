package io.aiprism.finding;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Document;

/** Where the words of a finding stand in a document, possibly another version of the one that the finding was made on. */
public sealed interface Grounding {
    /** The finding as it was asked about. */
    Finding finding();

    /**
     * The words were found.
     *
     * @param finding as it was asked about
     * @param grounded the finding at the place of its words in the document, with its old id; the same if it stands where it
     *     stood
     */
    record Found(Finding finding, Finding grounded) implements Grounding {
        public Found {
            requireNonNull(finding, "finding");
            requireNonNull(grounded, "grounded");
        }
    }

    /**
     * The words were not found, or not for certain.
     *
     * @param finding as it was asked about
     * @param reason why
     */
    record Missed(Finding finding, Reason reason) implements Grounding {
        public Missed {
            requireNonNull(finding, "finding");
            requireNonNull(reason, "reason");
        }
    }

    /** Why words were not found. */
    enum Reason {
        /** They stand nowhere in the document. */
        GONE,
        /** They stand there more than once, and nothing tells which place is meant. */
        AMBIGUOUS
    }

    /**
     * Looks for the exact words of a finding: where it says that they stand, then in that block, then in that section, then in
     * the whole document. In each of these they are taken to be found if they occur exactly once.
     */
    static Grounding of(Finding finding, Document document) {
        return new Grounder(finding, document).ground();
    }
}
