package io.aiprism.report;

import io.aiprism.finding.Finding;
import io.aiprism.finding.PolicyReport;
import io.aiprism.finding.RemovedFinding;
import io.aiprism.review.DecisionEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands below the document: the trail of decisions, and what policies have held back. */
final class PageRecords {
    private final Html html;
    private final Report report;
    private final Map<String, Numbered> byId = new HashMap<>();

    PageRecords(Html html, Report report, List<Numbered> findings) {
        this.html = html;
        this.report = report;
        findings.forEach(finding -> byId.put(finding.finding().id(), finding));
    }

    void trail() {
        List<DecisionEntry> trail = report.decisions().trail();
        if (trail.isEmpty()) {
            return;
        }
        begin("Decisions (%d)".formatted(trail.size()), "No.", "When", "Who", "What", "Finding");
        for (DecisionEntry entry : trail) {
            html.open("tr")
                    .element("td", String.valueOf(entry.sequence()))
                    .open("td")
                    .element(
                            "time",
                            Wording.time(entry.at()),
                            "datetime",
                            entry.at().toString())
                    .close()
                    .element("td", entry.by(), "dir", "auto")
                    .element("td", Wording.name(entry.action()))
                    .open("td");
            finding(entry);
            html.close().end();
        }
        end();
    }

    private void finding(DecisionEntry entry) {
        Numbered numbered = byId.get(entry.findingId());
        String title =
                entry.decision().map(decision -> decision.finding().title()).orElse(entry.findingId());
        if (numbered == null) {
            html.element("span", title, "dir", "auto");
        } else {
            html.open("a", "href", "#" + numbered.card())
                    .element(
                            "span",
                            "#%d %s"
                                    .formatted(
                                            numbered.number(),
                                            numbered.finding().title()),
                            "dir",
                            "auto")
                    .close();
        }
    }

    void policies() {
        PolicyReport policies = report.result().policies();
        if (policies.applied().isEmpty()) {
            return;
        }
        Map<String, Finding> removed = new HashMap<>();
        report.removed().forEach(finding -> removed.put(finding.id(), finding));
        begin("Held back by policies (%d)".formatted(policies.removed()), "Policy", "Finding", "Quote", "Reason");
        for (PolicyReport.Applied applied : policies.applied()) {
            if (applied.removed().isEmpty()) {
                html.open("tr")
                        .element("th", applied.policy(), "scope", "row", "dir", "auto")
                        .element("td", "None", "colspan", "3")
                        .end();
            }
            for (RemovedFinding each : applied.removed()) {
                Finding finding = removed.get(each.findingId());
                html.open("tr")
                        .element("th", applied.policy(), "scope", "row", "dir", "auto")
                        .element("td", finding == null ? each.findingId() : finding.title(), "dir", "auto")
                        .element("td", finding == null ? "" : finding.quote(), "dir", "auto")
                        .element("td", each.reason(), "dir", "auto")
                        .end();
            }
        }
        end();
    }

    private void begin(String title, String... columns) {
        html.open("details", "class", "record")
                .element("summary", title)
                .open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title)
                .open("table")
                .open("thead")
                .open("tr");
        for (String column : columns) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
    }

    private void end() {
        html.close().close().close().end();
    }
}
