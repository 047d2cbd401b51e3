package io.aiprism.docx;

import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open Word document: its container, its main part, and how to get from there to the other parts. */
final class WordPackage implements Closeable {
    private static final Set<String> ANNOTATED = Set.of("comments", "footnotes", "endnotes", "header", "footer");

    private final Container container;
    private final String mainPart;
    private final Relationships relationships;
    private final int maxDepth;
    private final Set<String> collectedFrom = new HashSet<>();
    private @Nullable AnnotationIds collectedIds;

    private WordPackage(Container container, String mainPart, Relationships relationships, int maxDepth) {
        this.container = container;
        this.mainPart = mainPart;
        this.relationships = relationships;
        this.maxDepth = maxDepth;
    }

    static WordPackage open(DocumentSource source, DocumentLimits limits) throws IOException {
        Container container = Container.open(source, limits);
        try {
            int maxDepth = limits.maxDepth();
            Relationships ofPackage = Relationships.of(container, "", maxDepth);
            String mainPart = ofPackage
                    .target("officeDocument")
                    .orElseThrow(() -> Refusal.notWord(
                            container.document(), "it is a zip archive that names no main part (_rels/.rels)"));
            if (!container.has(mainPart)) {
                throw Refusal.damaged(container.document(), "the main part %s is missing".formatted(mainPart), null);
            }
            return new WordPackage(container, mainPart, Relationships.of(container, mainPart, maxDepth), maxDepth);
        } catch (IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    Container container() {
        return container;
    }

    String mainPart() {
        return mainPart;
    }

    /** The relationships of the main part. */
    Relationships relationships() {
        return relationships;
    }

    /** The part that the main part leads to by a relationship of this type, if it exists. */
    Optional<String> part(String type) {
        return relationships.target(type).filter(container::has);
    }

    XmlCursor open(String part) throws IOException {
        boolean first = collectedIds != null && collectedFrom.add(part);
        return XmlCursor.open(container, part, maxDepth, first ? collectedIds : null);
    }

    /**
     * From now on the ids of annotations are collected from every part when it is opened for the first time, to spare
     * another pass; it must then be read to its end.
     */
    void collectIds(AnnotationIds ids) {
        collectedIds = ids;
    }

    /** Collects the ids of annotations in those parts of the main part that were not opened so far. */
    void collectOtherIds() throws IOException {
        for (Relationships.Relationship each : relationships.all()) {
            String part = each.target();
            boolean annotated = !each.external() && ANNOTATED.contains(each.type()) && container.has(part);
            if (annotated && !collectedFrom.contains(part)) {
                try (XmlCursor xml = open(part)) {
                    xml.toRoot();
                    xml.skip();
                }
            }
        }
    }

    int maxDepth() {
        return maxDepth;
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
