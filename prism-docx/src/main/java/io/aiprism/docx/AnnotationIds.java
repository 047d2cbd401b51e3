package io.aiprism.docx;

import java.util.HashSet;
import java.util.Set;

/**
 * Hands out ids for annotations. Word counts comments, bookmarks and tracked changes with one counter over all parts, and
 * calls a document damaged where they collide; so every id that was seen on any of them is avoided.
 */
final class AnnotationIds {
    // Generators other than Word leave random ids up to the limit; counting on from those would overflow.
    private static final int HIGH = 1 << 30;

    private final Set<Integer> high = new HashSet<>();
    private int last = -1;

    /** Takes note of the id that an element has, if it has one. */
    void see(XmlCursor xml) {
        if (xml.hasAttributes() && xml.isWord()) {
            int id = xml.own("id", -1);
            if (id >= HIGH) {
                high.add(id);
            } else {
                last = Math.max(last, id);
            }
        }
    }

    int next() {
        do {
            last++;
        } while (last >= HIGH && high.contains(last));
        return last;
    }
}
