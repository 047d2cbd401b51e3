package io.aiprism.report;

import io.aiprism.document.Document;
import io.aiprism.review.DecidedFinding;
import io.aiprism.review.ReviewStatistics;
import io.aiprism.review.SectionResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of the page. */
final class Page {
    private final Report report;
    private final Html html = new Html();
    private final Document excerpt;
    private final List<Numbered> findings = new ArrayList<>();
    private final Map<String, PagePart> parts = new LinkedHashMap<>();

    private Page(Report report) {
        this.report = report;
        this.excerpt = report.document().excerpt();
        for (DecidedFinding decided : report.findings()) {
            findings.add(new Numbered(findings.size() + 1, decided));
        }
        for (ReportSection section : report.document().sections()) {
            List<Numbered> found = findings.stream()
                    .filter(finding -> finding.finding().sectionId().equals(section.id()))
                    .toList();
            List<SectionResult> unfinished = report.result().unfinished().stream()
                    .filter(row -> row.subject().sectionId().equals(Optional.of(section.id())))
                    .toList();
            if (!found.isEmpty() || !unfinished.isEmpty()) {
                parts.put(section.id(), new PagePart(parts.size() + 1, section, found, unfinished));
            }
        }
    }

    static String of(Report report) {
        var page = new Page(report);
        page.write();
        return page.html.toString();
    }

    private void write() {
        ReviewStatistics statistics = report.statistics();
        var head = new PageHead(html, report, statistics);
        html.element("a", "Skip to the findings", "class", "skip", "href", "#findings")
                .text("\n");
        html.element("a", "Skip to the sections", "class", "skip", "href", "#sections")
                .text("\n");
        head.masthead();
        head.overview();
        if (!findings.isEmpty()) {
            new PageFilters(html, statistics).write();
        }
        html.open("div", "class", "wide layout");
        new PageTree(html, report.document().sections(), parts).write();
        main();
        html.end();
        colophon();
    }

    private void main() {
        html.open("main", "id", "findings", "tabindex", "-1", "aria-labelledby", "findings-title")
                .element("h2", "Findings", "class", "unseen", "id", "findings-title");
        if (findings.isEmpty()) {
            nothingFound();
        } else {
            nothingFits();
        }
        var cards = new PageCards(html, report);
        for (PagePart part : parts.values()) {
            part(part, new PageText(html, new Marks(excerpt, part.findings()), cards));
        }
        var records = new PageRecords(html, report, findings);
        records.trail();
        records.policies();
        html.end();
    }

    private void part(PagePart part, PageText text) {
        html.open("section", "class", "part", "id", part.anchor(), "tabindex", "-1");
        text.write(part.section());
        if (!part.unfinished().isEmpty()) {
            html.open("div", "class", "notice critical").open("h4");
            Icons.WARNING.draw(html);
            html.text("Not everything in this section was looked at").close().open("ul");
            for (SectionResult row : part.unfinished()) {
                html.open("li").element("strong", row.subject().analyzer());
                html.element("span", Wording.problem(row), "dir", "auto").close();
            }
            html.close().end();
        }
        html.end();
    }

    private void nothingFound() {
        html.open("div", "class", "blank");
        if (report.result().complete()) {
            Icons.DONE.draw(html, 40);
            html.element("h3", "Nothing to report")
                    .element(
                            "p",
                            "%s looked at every section by the checklist “%s” and found nothing to say."
                                    .formatted(
                                            String.join(
                                                    " and ", report.analyzers().keySet()),
                                            report.checklist().title()));
        } else {
            html.element("h3", "Nothing was found, but not everything was looked at")
                    .element("p", "Run the review again once the analyses that failed can be done.");
        }
        html.end();
    }

    private void nothingFits() {
        html.open("div", "class", "blank", "id", "nothing", "hidden", "")
                .element("h3", "No finding fits these filters")
                .element("p", "Choose another category or decision, or more severities.")
                .element("button", "Show all findings", "type", "button", "class", "button", "data-reset", "")
                .end();
    }

    private void colophon() {
        html.open("footer", "class", "colophon").open("div", "class", "wide");
        html.element(
                "p", "Made by Prism. This page needs no network and holds the text of all sections with findings.");
        html.open("p", "class", "keys").text("Keys: ");
        for (String[] key :
                new String[][] {{"j", " next finding, "}, {"k", " previous finding, "}, {"t", " dark or light"}}) {
            html.element("kbd", key[0]).text(key[1]);
        }
        html.close().end().end();
    }
}
