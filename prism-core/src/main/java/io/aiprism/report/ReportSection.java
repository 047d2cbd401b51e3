package io.aiprism.report;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import java.util.List;

/**
 * A section of the document that was reviewed. Only sections with findings carry their text.
 *
 * @param id as in the document
 * @param title the heading's text; empty where there is no heading
 * @param level the heading's level; 0 where there is no heading
 * @param path titles from the outermost heading down to this one
 * @param story the text flow of its first block, which tells headers and footers from the body
 * @param part one-based number of this part where a long section was split, else 1
 * @param parts how many parts the section was split into, 1 if it was not
 * @param blocks the text, the heading first; empty if nothing in it was found
 */
public record ReportSection(
        String id, String title, int level, List<String> path, Story story, int part, int parts, List<Block> blocks) {
    public ReportSection {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        path = List.copyOf(path);
        requireNonNull(story, "story");
        blocks = List.copyOf(blocks);
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("level must be 0 to 9, was " + level);
        }
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("part must be 1 to %d, was %d".formatted(parts, part));
        }
    }

    static ReportSection outline(Section section) {
        return of(section, List.of());
    }

    static ReportSection whole(Section section) {
        return of(section, section.blocks());
    }

    /** The section with its text; only if it has any. */
    Section section() {
        return new Section(id, title, level, path, part, parts, blocks);
    }

    private static ReportSection of(Section section, List<Block> blocks) {
        return new ReportSection(
                section.id(),
                section.title(),
                section.level(),
                section.path(),
                section.blocks().getFirst().place().story(),
                section.part(),
                section.parts(),
                blocks);
    }
}
