package io.aiprism.review;

import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts decisions and findings together. */
final class DecidedFindings {
    private DecidedFindings() {}

    static List<DecidedFinding> of(Decisions decisions, ReviewResult result, Document document) {
        List<DecidedFinding> decided = new ArrayList<>();
        for (Finding finding : result.findings()) {
            Optional<Decision> decision = decisions.of(finding.id());
            decided.add(
                    new DecidedFinding(decision.map(it -> after(it, finding)).orElse(finding), decision));
        }
        for (Decision decision : decisions.standing().values()) {
            if (decision instanceof Decision.Added(var finding) && standsIn(document, finding)) {
                decided.add(new DecidedFinding(finding, Optional.of(decision)));
            }
        }
        decided.sort(Comparator.comparing(DecidedFinding::finding, new DocumentOrder(document)));
        return List.copyOf(decided);
    }

    static Map<String, Decision> strays(Decisions decisions, ReviewResult result, Document document) {
        Set<String> known = new HashSet<>();
        result.findings().forEach(finding -> known.add(finding.id()));
        Map<String, Decision> strays = new LinkedHashMap<>();
        decisions.standing().forEach((id, decision) -> {
            boolean there =
                    decision instanceof Decision.Added(var finding) ? standsIn(document, finding) : known.contains(id);
            if (!there) {
                strays.put(id, decision);
            }
        });
        return Collections.unmodifiableMap(strays);
    }

    /** The same decision about the same finding at another place, or under another id. */
    static Decision movedTo(Decision decision, Finding place) {
        return switch (decision) {
            case Decision.Accepted(var was) -> new Decision.Accepted(was.inPlaceOf(place));
            case Decision.Rejected(var was, var reason) -> new Decision.Rejected(was.inPlaceOf(place), reason);
            case Decision.Edited(var edited) -> new Decision.Edited(edited.inPlaceOf(place));
            case Decision.Added(var own) -> new Decision.Added(own.inPlaceOf(place));
        };
    }

    private static Finding after(Decision decision, Finding finding) {
        return decision instanceof Decision.Edited(var edited) ? edited.inPlaceOf(finding) : finding;
    }

    private static boolean standsIn(Document document, Finding finding) {
        return document.section(finding.sectionId()).filter(finding::standsIn).isPresent();
    }
}
