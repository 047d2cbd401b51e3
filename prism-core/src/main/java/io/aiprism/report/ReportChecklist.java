package io.aiprism.report;

import static java.util.Objects.requireNonNull;

import io.aiprism.checklist.Checklist;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The checklist that was reviewed by, as far as a report shows it.
 *
 * @param id names the checklist
 * @param version of the checklist
 * @param title for people
 * @param checkpoints titles of its checkpoints by their ids, in the checklist's order
 */
public record ReportChecklist(String id, String version, String title, Map<String, String> checkpoints) {
    public ReportChecklist {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        requireNonNull(title, "title");
        checkpoints = Collections.unmodifiableMap(new LinkedHashMap<>(checkpoints));
    }

    static ReportChecklist of(Checklist checklist) {
        Map<String, String> titles = new LinkedHashMap<>();
        checklist.checkpoints().forEach(checkpoint -> titles.put(checkpoint.id(), checkpoint.title()));
        return new ReportChecklist(checklist.id(), checklist.version(), checklist.title(), titles);
    }
}
