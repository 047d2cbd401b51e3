package io.aiprism.report;

import io.aiprism.finding.Finding;
import io.aiprism.finding.Provenance;
import io.aiprism.review.Decision;
import io.aiprism.review.DecisionEntry;
import io.aiprism.review.ReviewStatistics.DecisionState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The cards that say what was found. */
final class PageCards {
    private final Html html;
    private final Report report;

    PageCards(Html html, Report report) {
        this.html = html;
        this.report = report;
    }

    void card(Numbered numbered) {
        Finding finding = numbered.finding();
        DecisionState state = Wording.state(numbered.decided());
        String rejected = state == DecisionState.REJECTED ? " rejected" : "";
        html.open(
                "article",
                "class",
                "card " + numbered.tone() + rejected,
                "id",
                numbered.card(),
                "tabindex",
                "-1",
                "aria-labelledby",
                numbered.card() + "-title",
                "data-severity",
                numbered.tone(),
                "data-category",
                finding.category(),
                "data-decision",
                state.name());
        html.open("p", "class", "kind")
                .element("span", Wording.severity(finding.severity()), "class", "badge")
                .element("span", finding.category(), "dir", "auto")
                .open("a", "href", "#" + numbered.words())
                .element("span", "To the words of finding ", "class", "unseen")
                .text("#" + numbered.number())
                .close()
                .end();
        html.element("h4", finding.title(), "id", numbered.card() + "-title", "dir", "auto");
        html.element("p", finding.description(), "class", "said", "dir", "auto");
        finding.replacement().ifPresent(text -> change(finding.quote(), text));
        questions(finding);
        checkpoints(finding);
        decision(numbered, state);
        origin(finding);
        html.end();
    }

    private void change(String words, String replacement) {
        html.element("h5", "Suggested change").open("p", "class", "change", "dir", "auto");
        html.element("del", words);
        if (replacement.isEmpty()) {
            html.text(" ").element("ins", "(leave out)");
        } else {
            html.text(" → ").element("ins", replacement);
        }
        html.close();
    }

    private void questions(Finding finding) {
        if (!finding.questions().isEmpty()) {
            html.element("h5", "To be answered").open("ul", "class", "questions");
            finding.questions().forEach(question -> html.element("li", question, "dir", "auto"));
            html.close();
        }
    }

    private void checkpoints(Finding finding) {
        if (!finding.checkpoints().isEmpty()) {
            Map<String, String> titles = report.checklist().checkpoints();
            String named = finding.checkpoints().stream()
                    .map(id -> titles.getOrDefault(id, id))
                    .collect(Collectors.joining(", "));
            html.element("p", "Checklist: " + named, "class", "checkpoints", "dir", "auto");
        }
    }

    private void decision(Numbered numbered, DecisionState state) {
        if (state == DecisionState.UNDECIDED) {
            return;
        }
        String tone = switch (state) {
            case ACCEPTED, EDITED, ADDED -> "badge good";
            case REJECTED, UNDECIDED -> "badge neutral";
        };
        html.open("div", "class", "decision").element("span", Wording.name(state), "class", tone);
        last(numbered.finding().id())
                .ifPresent(entry -> html.open("span")
                        .text("by " + entry.by() + ", ")
                        .element(
                                "time",
                                Wording.time(entry.at()),
                                "datetime",
                                entry.at().toString())
                        .close());
        if (numbered.decided().decision().orElse(null) instanceof Decision.Rejected rejected) {
            rejected.reason().ifPresent(reason -> html.element("p", reason, "dir", "auto"));
        }
        html.close();
    }

    private Optional<DecisionEntry> last(String findingId) {
        return report.decisions().trail().stream()
                .filter(entry -> entry.findingId().equals(findingId))
                .reduce((earlier, later) -> later);
    }

    private void origin(Finding finding) {
        Provenance provenance = finding.provenance();
        html.open("details", "class", "origin").element("summary", "Details").open("dl");
        fact("Analyzer", provenance.analyzer() + " " + provenance.version());
        fact("Rule", provenance.rule());
        finding.confidence().ifPresent(confidence -> fact("Confidence", Math.round(confidence * 100) + " %"));
        for (Map.Entry<String, String> detail : new TreeMap<>(provenance.details()).entrySet()) {
            fact(detail.getKey(), detail.getValue());
        }
        fact("Id", finding.id());
        html.close().close();
    }

    private void fact(String name, String value) {
        html.element("dt", name).element("dd", value, "dir", "auto");
    }
}
