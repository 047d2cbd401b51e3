package io.aiprism.docx;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Of alternative contents, follows the first that Word understands, and skips the others. */
final class Alternatives {
    private final XmlCursor xml;
    private final Deque<Boolean> taken = new ArrayDeque<>();

    Alternatives(XmlCursor xml) {
        this.xml = xml;
    }

    /** An element of markup compatibility has started; returns whether it was skipped to its end. */
    boolean start(String name) throws IOException {
        switch (name) {
            case "AlternateContent" -> taken.push(false);
            case "Choice", "Fallback" -> {
                boolean takes = !Boolean.TRUE.equals(taken.peek())
                        && (name.equals("Fallback") || understands(xml.plain("Requires")));
                if (!takes) {
                    xml.skip();
                    return true;
                }
                taken.poll();
                taken.push(true);
            }
            default -> {}
        }
        return false;
    }

    private boolean understands(@Nullable String prefixes) {
        if (prefixes == null) {
            return false;
        }
        for (String prefix : prefixes.strip().split("\\s+", -1)) {
            if (!Ooxml.isUnderstood(xml.namespace(prefix))) {
                return false;
            }
        }
        return true;
    }

    void end(String name) {
        if (name.equals("AlternateContent")) {
            taken.poll();
        }
    }
}
