package io.aiprism.report;

import java.util.List;
import java.util.Map;

/**
 * All sections as a tree. Those that the page shows are links.
 *
 * @param html where it is written
 * @param sections all, in reading order
 * @param shown those that the page shows, by the section's id
 */
record PageTree(Html html, List<ReportSection> sections, Map<String, PagePart> shown) {
    private static final int NONE = 0;

    void write() {
        html.open("nav", "class", "tree", "id", "sections", "aria-labelledby", "sections-title", "tabindex", "-1")
                .open("details", "open", "")
                .open("summary");
        Icons.CHEVRON.draw(html);
        html.element("h2", "Sections", "id", "sections-title").end();
        list(0, NONE);
        html.close().end();
    }

    /** Writes the sections from one on that lie below a level, and returns the first that does not. */
    private int list(int from, int below) {
        html.open("ol");
        int at = from;
        while (at < sections.size() && level(at) > below) {
            int level = level(at);
            html.open("li");
            entry(sections.get(at++));
            if (at < sections.size() && level(at) > level) {
                at = list(at, level);
            }
            html.end();
        }
        html.end();
        return at;
    }

    /** Text without a heading has nothing below it. */
    private int level(int index) {
        return Math.max(1, sections.get(index).level());
    }

    private void entry(ReportSection section) {
        PagePart part = shown.get(section.id());
        if (part == null) {
            html.open("span", "class", "entry")
                    .element("span", Wording.title(section), "dir", "auto")
                    .close();
            return;
        }
        html.open("a", "class", "entry", "href", "#" + part.anchor())
                .element("span", Wording.title(section), "dir", "auto");
        if (!part.unfinished().isEmpty()) {
            html.open("span", "class", "warning", "title", "Not everything was looked at");
            Icons.WARNING.draw(html);
            html.element("span", "Not everything was looked at", "class", "unseen")
                    .close();
        }
        if (!part.findings().isEmpty()) {
            int number = part.findings().size();
            html.open("span", "class", "count " + part.tone())
                    .text(String.valueOf(number))
                    .element("span", number == 1 ? " finding" : " findings", "class", "unseen")
                    .close();
        }
        html.close();
    }
}
