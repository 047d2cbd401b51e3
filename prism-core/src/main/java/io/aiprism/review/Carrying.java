package io.aiprism.review;

import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Grounding;
import io.aiprism.review.CarriedDecisions.NotCarried;
import io.aiprism.review.CarriedDecisions.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Finds the findings of another analysis that decisions are about. Those whose id is there keep it. The others are looked for
 * among the findings about which nothing was decided, from the surest likeness to the least: each round pairs those decisions
 * and findings that have only each other, and leaves the rest to the next. Equal decisions about several findings that say the
 * same, such as the same placeholder rejected five times, are paired in order.
 */
final class Carrying {
    private final ReviewResult next;
    private final Document document;
    private final Map<String, Finding> free = new LinkedHashMap<>();
    private final List<Decision> lost = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Map<String, Finding> moved = new LinkedHashMap<>();
    private final List<NotCarried> notCarried = new ArrayList<>();
    private final Decisions decisions;

    Carrying(Decisions decisions, ReviewResult next, Document document) {
        this.decisions = decisions;
        this.next = next;
        this.document = document;
        next.rows().flatMap(row -> row.findings().stream()).forEach(finding -> free.put(finding.id(), finding));
        decisions.standing().forEach((id, decision) -> {
            if (decision instanceof Decision.Added(var finding)) {
                ground(finding, decision);
            } else if (free.remove(id) != null) {
                kept.add(id);
            } else {
                lost.add(decision);
            }
        });
    }

    CarriedDecisions carry(String by, Instant at) {
        pair((was, is) -> sameWords(was, is) && sameSection(was, is));
        pair(Carrying::sameWords);
        pair((was, is) -> sameSection(was, is) && Likeness.of(was.quote(), is.quote()));
        lost.forEach(decision -> notCarried.add(new NotCarried(decision, reason(decision))));
        Decisions carried = decisions;
        Map<String, String> ids = new LinkedHashMap<>();
        for (Map.Entry<String, Finding> move : moved.entrySet()) {
            Finding to = move.getValue();
            Decision decision =
                    DecidedFindings.movedTo(decisions.of(move.getKey()).orElseThrow(), to);
            carried = carried.and(
                    by, at, DecisionEntry.Action.CARRY, to.id(), Optional.of(decision), Optional.of(move.getKey()));
            ids.put(move.getKey(), to.id());
        }
        return new CarriedDecisions(carried, kept, ids, notCarried);
    }

    private void ground(Finding own, Decision decision) {
        switch (Grounding.of(own, document)) {
            case Grounding.Found(var asked, var grounded) -> {
                if (grounded.equals(asked)) {
                    kept.add(own.id());
                } else {
                    moved.put(own.id(), grounded);
                }
            }
            case Grounding.Missed(var asked, var reason) ->
                notCarried.add(new NotCarried(
                        decision,
                        switch (reason) {
                            case GONE -> Reason.GONE;
                            case AMBIGUOUS -> Reason.AMBIGUOUS;
                        }));
        }
    }

    private void pair(BiPredicate<Finding, Finding> alike) {
        Map<Decision, List<Finding>> candidates = new HashMap<>();
        for (Decision decision : lost) {
            candidates.put(
                    decision,
                    free.values().stream()
                            .filter(finding -> sameMatter(decision, finding))
                            .filter(finding -> alike.test(decision.finding(), finding))
                            .toList());
        }
        for (Decision decision : List.copyOf(lost)) {
            List<Finding> mine = candidates.getOrDefault(decision, List.of());
            List<Decision> rivals = lost.stream()
                    .filter(other ->
                            candidates.getOrDefault(other, List.of()).stream().anyMatch(mine::contains))
                    .toList();
            boolean allEqual = rivals.stream()
                    .allMatch(other -> verdict(other).equals(verdict(decision))
                            && candidates.getOrDefault(other, List.of()).equals(mine));
            if (mine.size() == rivals.size() && allEqual) {
                for (int i = 0; i < mine.size(); i++) {
                    moved.put(rivals.get(i).finding().id(), mine.get(i));
                    free.remove(mine.get(i).id());
                    lost.remove(rivals.get(i));
                    candidates.remove(rivals.get(i));
                }
            }
        }
    }

    /** What was decided, whichever finding it is about; equal only where any of these findings could take the place of another. */
    private static Object verdict(Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> Decision.Accepted.class;
            case Decision.Rejected rejected -> rejected.reason();
            case Decision.Edited edited -> edited;
            case Decision.Added added -> added;
        };
    }

    private Reason reason(Decision decision) {
        Finding was = decision.finding();
        boolean several =
                free.values().stream().anyMatch(finding -> sameMatter(decision, finding) && sameWords(was, finding));
        boolean unfinished = next.unfinished().stream()
                .anyMatch(
                        row -> row.subject().analyzer().equals(was.provenance().analyzer()));
        return several ? Reason.AMBIGUOUS : unfinished ? Reason.NOT_ANALYZED : Reason.GONE;
    }

    /** Whether a finding is by the same rule and says the same in short; what was edited may have said something else. */
    private static boolean sameMatter(Decision decision, Finding is) {
        Finding was = decision.finding();
        return was.provenance().analyzer().equals(is.provenance().analyzer())
                && was.provenance().rule().equals(is.provenance().rule())
                && (decision instanceof Decision.Edited
                        || (was.category().equals(is.category()) && was.title().equals(is.title())));
    }

    private static boolean sameWords(Finding was, Finding is) {
        return was.quote().equals(is.quote());
    }

    private static boolean sameSection(Finding was, Finding is) {
        return was.sectionId().equals(is.sectionId());
    }
}
