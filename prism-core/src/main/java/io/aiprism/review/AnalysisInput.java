package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Section;

/**
 * Tells whether two analyses were given the same, without keeping what they were given. The name of the document does not
 * count.
 *
 * @param content hash of all that an analyzer is given: the content of the section, the headings above it, the titles beside it
 *     and the checklist; or that of all sections
 * @param blocks hash of the ids of sections and blocks
 */
public record AnalysisInput(String content, String blocks) {
    public AnalysisInput {
        requireNonNull(content, "content");
        requireNonNull(blocks, "blocks");
    }

    /**
     * Reads what {@link #toString()} has printed.
     *
     * @throws IllegalArgumentException if the text is not two hashes with a dot between them
     */
    public static AnalysisInput parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("'%s' is not two hashes with a dot between them".formatted(text));
        }
        return new AnalysisInput(text.substring(0, dot), text.substring(dot + 1));
    }

    static AnalysisInput of(AnalysisRequest.OfSection request, String checklist) {
        var content = new Fingerprint();
        content.add(request.section());
        content.add(request.previousTitle());
        content.add(request.nextTitle());
        content.add(checklist);
        var blocks = new Fingerprint();
        blocks.addIds(request.section());
        return new AnalysisInput(content.hex(), blocks.hex());
    }

    static AnalysisInput of(AnalysisRequest.OfDocument request, String checklist) {
        var content = new Fingerprint();
        var blocks = new Fingerprint();
        content.add(request.format());
        content.add(request.sections().size());
        for (Section section : request.sections()) {
            content.add(section);
            blocks.addIds(section);
        }
        content.add(checklist);
        return new AnalysisInput(content.hex(), blocks.hex());
    }

    /** A hash of everything that a checklist says. */
    static String hash(Checklist checklist) {
        var hash = new Fingerprint();
        hash.add(checklist);
        return hash.hex();
    }

    /** Both hashes with a dot between them. */
    @Override
    public String toString() {
        return content + "." + blocks;
    }
}
