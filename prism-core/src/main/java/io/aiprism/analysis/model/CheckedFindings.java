package io.aiprism.analysis.model;

import io.aiprism.finding.Finding;
import io.aiprism.finding.QuoteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be reported about a section, and what became of the rest.
 *
 * @param findings with those about instructions in the text
 * @param missed how many of the model's findings quote words that were not found, by the reason
 * @param ambiguous how many quote words that stand there more than once, without telling which are meant
 * @param gaps what is missing from the model's answers and why
 * @param anyStated whether any finding of the model's is among the findings
 */
record CheckedFindings(
        List<Finding> findings,
        Map<QuoteMatch.Reason, Integer> missed,
        int ambiguous,
        List<String> gaps,
        boolean anyStated) {
    CheckedFindings {
        findings = List.copyOf(findings);
        missed = Map.copyOf(missed);
        gaps = List.copyOf(gaps);
    }

    /** What is missing and why; nothing if the result is complete. */
    Optional<String> gap() {
        List<String> all = new ArrayList<>(gaps);
        if (!missed.isEmpty() && !anyStated) {
            all.add("the model reported %d findings, and all quote words that do not stand in the section (%s)"
                    .formatted(ungrounded(), reasons()));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /** What is to be told about quotes, for people; empty if all were found once. */
    Optional<String> remarks() {
        List<String> all = new ArrayList<>();
        if (ungrounded() > 0) {
            all.add("%d of the model's findings %s words that do not stand in the section (%s)"
                    .formatted(ungrounded(), ungrounded() == 1 ? "quotes" : "quote", reasons()));
        }
        if (ambiguous > 0) {
            all.add("%d of the model's findings %s words that stand in the section more than once"
                    .formatted(ambiguous, ambiguous == 1 ? "quotes" : "quote"));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    private int ungrounded() {
        return missed.values().stream().mapToInt(Integer::intValue).sum();
    }

    private String reasons() {
        List<String> reasons = new ArrayList<>();
        new TreeMap<>(missed).forEach((reason, count) -> reasons.add("%d: %s".formatted(count, reason.text())));
        return String.join("; ", reasons);
    }
}
