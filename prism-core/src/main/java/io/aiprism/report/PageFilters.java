package io.aiprism.report;

import io.aiprism.review.ReviewStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The filters by severity, category and decision. The page's script shows them, because without it they could do nothing.
 *
 * @param html where they are written
 * @param statistics tells what there is to choose from
 */
record PageFilters(Html html, ReviewStatistics statistics) {
    void write() {
        html.open("section", "class", "filters", "id", "filters", "aria-label", "Filters", "hidden", "")
                .open("div", "class", "wide")
                .open("fieldset")
                .element("legend", "Severity", "class", "unseen");
        statistics
                .bySeverity()
                .forEach((severity, number) -> html.open(
                                "button",
                                "type",
                                "button",
                                "class",
                                "chip " + severity.label(),
                                "value",
                                severity.label(),
                                "aria-pressed",
                                "true",
                                number == 0 ? "disabled" : "",
                                "")
                        .element("span", "", "class", "dot")
                        .text(Wording.severity(severity) + " ")
                        .element("b", String.valueOf(number))
                        .close());
        html.close();
        Map<String, String> categories = new LinkedHashMap<>();
        statistics.byCategory().forEach((name, number) -> categories.put(name, "%s (%d)".formatted(name, number)));
        select("category", "Category", "All categories", categories);
        Map<String, String> states = new LinkedHashMap<>();
        statistics.byDecision().forEach((state, number) -> {
            if (number > 0) {
                states.put(state.name(), "%s (%d)".formatted(Wording.name(state), number));
            }
        });
        select("decision", "Decision", "All decisions", states);
        html.element(
                        "button",
                        "Reset",
                        "type",
                        "button",
                        "class",
                        "button",
                        "id",
                        "reset",
                        "data-reset",
                        "",
                        "hidden",
                        "")
                .element("output", "", "id", "shown", "aria-live", "polite")
                .close()
                .end();
    }

    private void select(String id, String label, String all, Map<String, String> options) {
        html.element("label", label, "class", "unseen", "for", id).open("select", "id", id);
        html.element("option", all, "value", "");
        options.forEach((value, text) -> html.element("option", text, "value", value));
        html.close();
    }
}
