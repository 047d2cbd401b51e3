package io.aiprism.review;

import io.aiprism.finding.Finding;
import io.aiprism.review.DecisionException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands decided after a trail: for each finding the decisions that were not taken back, the last on top. Refuses entries
 * that are not allowed. Not thread-safe while entries are applied.
 */
final class Standing {
    private final Map<String, List<Placed>> byFinding = new LinkedHashMap<>();
    private int sequence;

    /** A decision and the number of the entry that made it. */
    private record Placed(int sequence, Decision decision) {}

    Optional<Decision> of(String findingId) {
        return Optional.ofNullable(top(findingId));
    }

    Map<String, Decision> all() {
        Map<String, Decision> all = new LinkedHashMap<>();
        byFinding.forEach((id, placed) -> all.put(id, placed.getLast().decision()));
        return Collections.unmodifiableMap(all);
    }

    /** What would stand if the last decision about a finding were taken back. */
    Optional<Decision> beneath(String findingId) {
        List<Placed> placed = byFinding.get(findingId);
        if (placed == null) {
            throw nothingToUndo("nothing stands decided about finding " + findingId);
        }
        return placed.size() == 1
                ? Optional.empty()
                : Optional.of(placed.get(placed.size() - 2).decision());
    }

    /** The finding about which the last decision that stands was made. */
    String last() {
        return byFinding.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().getLast().sequence()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> nothingToUndo("nothing stands decided"));
    }

    void apply(DecisionEntry entry) {
        sequence++;
        if (entry.sequence() != sequence) {
            throw broken(entry, "should have the number " + sequence);
        }
        switch (entry.action()) {
            case ACCEPT -> push(entry, analyzers(entry, made(entry, Decision.Accepted.class)));
            case REJECT -> push(entry, analyzers(entry, made(entry, Decision.Rejected.class)));
            case EDIT -> push(entry, edited(entry));
            case ADD -> push(entry, added(entry, made(entry, Decision.Added.class)));
            case UNDO -> undo(entry);
            case CARRY -> carry(entry);
        }
    }

    private void push(DecisionEntry entry, Decision decision) {
        Decision before = top(entry.findingId());
        if (before != null && says(before).equals(says(decision))) {
            throw new DecisionException(
                    Kind.ALREADY_DECIDED, "this was decided about finding %s already".formatted(entry.findingId()));
        }
        byFinding
                .computeIfAbsent(entry.findingId(), id -> new ArrayList<>())
                .add(new Placed(entry.sequence(), decision));
    }

    /** What makes two decisions about one finding the same; the finding's own words count only where they were decided. */
    private static Object says(Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> Decision.Accepted.class;
            case Decision.Rejected rejected -> rejected.reason();
            case Decision.Edited edited -> edited;
            case Decision.Added added -> added;
        };
    }

    private Decision analyzers(DecisionEntry entry, Decision decision) {
        if (top(entry.findingId()) instanceof Decision.Added
                || decision.finding().provenance().analyzer().equals(Decisions.USER)) {
            throw new DecisionException(
                    Kind.OWN_FINDING,
                    "finding %s was added by a user; edit it, or undo its addition".formatted(entry.findingId()));
        }
        return decision;
    }

    private Decision edited(DecisionEntry entry) {
        Decision before = top(entry.findingId());
        if (before instanceof Decision.Added(var finding)) {
            Decision.Added now = made(entry, Decision.Added.class);
            if (!samePlace(finding, now.finding())) {
                throw new DecisionException(
                        Kind.OTHER_WORDS,
                        "finding %s is about “%s” and cannot be edited to be about “%s”; add another one"
                                .formatted(
                                        entry.findingId(),
                                        finding.quote(),
                                        now.finding().quote()));
            }
            return now;
        }
        Decision.Edited now = made(entry, Decision.Edited.class);
        return analyzers(entry, now);
    }

    private Decision added(DecisionEntry entry, Decision.Added decision) {
        String analyzer = decision.finding().provenance().analyzer();
        if (!analyzer.equals(Decisions.USER)) {
            throw new DecisionException(
                    Kind.NOT_OWN_FINDING,
                    "only findings of analyzer '%s' can be added, but finding %s is of '%s'"
                            .formatted(Decisions.USER, entry.findingId(), analyzer));
        }
        if (top(entry.findingId()) != null) {
            throw new DecisionException(
                    Kind.ALREADY_DECIDED,
                    "finding %s was added already; another one about the same words needs another key"
                            .formatted(entry.findingId()));
        }
        return decision;
    }

    private void undo(DecisionEntry entry) {
        Optional<Decision> before = beneath(entry.findingId());
        if (!entry.decision().equals(before)) {
            throw broken(entry, "takes back a decision, but says that another stood before");
        }
        byFinding.computeIfPresent(entry.findingId(), (id, placed) -> {
            placed.removeLast();
            return placed.isEmpty() ? null : placed;
        });
    }

    private void carry(DecisionEntry entry) {
        String from = entry.carriedFrom().orElseThrow();
        List<Placed> placed = byFinding.remove(from);
        if (placed == null) {
            throw broken(entry, "carries what was decided about finding %s, but nothing was".formatted(from));
        }
        Decision carried = made(entry, placed.getLast().decision().getClass());
        placed.replaceAll(it -> new Placed(it.sequence(), DecidedFindings.movedTo(it.decision(), carried.finding())));
        if (!placed.getLast().decision().equals(carried)) {
            throw broken(entry, "carries another decision than stood");
        }
        if (byFinding.putIfAbsent(entry.findingId(), placed) != null) {
            throw broken(entry, "carries a decision to a finding about which another stands");
        }
    }

    private static <T extends Decision> T made(DecisionEntry entry, Class<T> type) {
        Decision decision = entry.decision().filter(type::isInstance).orElse(null);
        if (decision == null || !decision.finding().id().equals(entry.findingId())) {
            throw broken(entry, "has a decision that does not fit its action");
        }
        return type.cast(decision);
    }

    private static boolean samePlace(Finding a, Finding b) {
        return a.sectionId().equals(b.sectionId())
                && a.span().equals(b.span())
                && a.quote().equals(b.quote());
    }

    private @Nullable Decision top(String findingId) {
        List<Placed> placed = byFinding.get(findingId);
        return placed == null ? null : placed.getLast().decision();
    }

    private static DecisionException nothingToUndo(String message) {
        return new DecisionException(Kind.NOTHING_TO_UNDO, message);
    }

    private static DecisionException broken(DecisionEntry entry, String problem) {
        return new DecisionException(
                Kind.BROKEN_TRAIL,
                "entry %d of the trail (%s, finding %s) %s"
                        .formatted(entry.sequence(), entry.action(), entry.findingId(), problem));
    }
}
