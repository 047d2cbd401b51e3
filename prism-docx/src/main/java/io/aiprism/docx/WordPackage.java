package io.aiprism.docx;

import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** An open Word document: its container, its main part, and how to get from there to the other parts. */
final class WordPackage implements Closeable {
    private static final Set<String> ANNOTATED = Set.of("comments", "footnotes", "endnotes", "header", "footer");

    private final Container container;
    private final String mainPart;
    private final Relationships relationships;
    private final int maxDepth;

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
        return XmlCursor.open(container, part, maxDepth);
    }

    /** Takes note of the annotations in all parts that belong to the main part. */
    void seeIds(AnnotationIds ids) throws IOException {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(mainPart);
        for (Relationships.Relationship each : relationships.all()) {
            if (!each.external() && ANNOTATED.contains(each.type()) && container.has(each.target())) {
                parts.add(each.target());
            }
        }
        for (String part : parts) {
            try (XmlCursor xml = open(part)) {
                xml.toRoot();
                ids.see(xml);
                while (xml.nextInside(1)) {
                    ids.see(xml);
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
