package io.aiprism.chat;

import io.aiprism.analysis.model.Fence;
import io.aiprism.analysis.model.ReadableText;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import java.util.ArrayList;
import java.util.List;

/** What a model is shown with a question: each text of the document between lines that the document cannot hold. */
final class Context {
    private static final int LONGEST_LINE = 200;

    private final Fence fence;
    private final StringBuilder text = new StringBuilder();

    Context(Fence fence) {
        this.fence = fence;
    }

    void titles(List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("The sections of the document:\n");
            data(String.join("\n", lines));
        }
    }

    void section(Selection.Shown shown) {
        text.append("Section [section:").append(shown.section().id()).append("]");
        text.append(shown.cut() ? ", its beginning:\n" : ":\n");
        data(ReadableText.of(shown.text()).text());
    }

    void findings(List<Finding> findings) {
        if (!findings.isEmpty()) {
            text.append("Findings about these sections:\n");
            data(String.join("\n", findings.stream().map(Context::line).toList()));
        }
    }

    String with(String question) {
        return text + "Question: " + question;
    }

    /** A section's id and headings in one line. */
    static String line(Section section) {
        String path = String.join(" > ", section.path());
        return "[section:%s] %s".formatted(section.id(), path.isBlank() ? "(no title)" : shortened(path));
    }

    /** A finding in one line. */
    static String line(Finding finding) {
        List<String> parts = new ArrayList<>();
        parts.add("[finding:%s] in [section:%s], %s"
                .formatted(finding.id(), finding.sectionId(), finding.severity().label()));
        parts.add(oneLine(finding.title()));
        parts.add(oneLine(finding.description()));
        parts.add("about: " + shortened(finding.quote()));
        finding.replacement().ifPresent(words -> parts.add("proposed: " + shortened(words)));
        return String.join("; ", parts);
    }

    private void data(String data) {
        String line = fence.delimiter(data);
        text.append(line).append('\n').append(data).append('\n').append(line).append("\n\n");
    }

    private static String oneLine(String text) {
        return ReadableText.of(text).text().strip().replaceAll("\\s+", " ");
    }

    private static String shortened(String text) {
        String line = oneLine(text);
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE / 2)) + "…";
    }
}
