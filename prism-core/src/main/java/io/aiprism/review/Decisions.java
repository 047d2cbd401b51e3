package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.review.DecisionEntry.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people have decided about the findings of a review. Immutable and thread-safe: each operation returns another set.
 *
 * <p>The whole content is the {@linkplain #trail() trail} of what was done; what stands decided follows from it. An undo is an
 * entry of its own, so that nothing is ever lost from the trail.
 */
public final class Decisions {
    /** Nothing was decided. */
    public static final Decisions NONE = new Decisions(List.of());

    /** The analyzer's name in the provenance of findings that a user adds. */
    public static final String USER = "user";

    private final List<DecisionEntry> trail;
    private final Standing standing;

    private Decisions(List<DecisionEntry> trail) {
        this.trail = List.copyOf(trail);
        this.standing = new Standing();
        this.trail.forEach(standing::apply);
    }

    /**
     * Decisions that were made earlier and are read back.
     *
     * @param trail as returned by {@link #trail()}
     * @throws DecisionException of kind {@link DecisionException.Kind#BROKEN_TRAIL} if the entries are not numbered without
     *     gaps or say something that does not follow from those before; of another kind if one is not allowed
     */
    @JsonCreator
    public static Decisions fromTrail(@JsonProperty("trail") List<DecisionEntry> trail) {
        return new Decisions(trail);
    }

    /** Everything that was ever done, in order. */
    @JsonProperty("trail")
    public List<DecisionEntry> trail() {
        return trail;
    }

    /** What stands decided about a finding. */
    public Optional<Decision> of(String findingId) {
        return standing.of(findingId);
    }

    /** What stands decided, by the finding's id, in the order in which these findings were first decided about. */
    public Map<String, Decision> standing() {
        return standing.all();
    }

    /**
     * Accepts a finding.
     *
     * @param finding as the review shows it
     * @param by who; not blank
     * @param at when
     * @throws DecisionException if it is accepted already, or the user's own
     */
    public Decisions accept(Finding finding, String by, Instant at) {
        return decided(Action.ACCEPT, new Decision.Accepted(finding), by, at);
    }

    /**
     * Rejects a finding without a reason.
     *
     * @param finding as the review shows it
     * @param by who; not blank
     * @param at when
     * @throws DecisionException if it is rejected without a reason already, or the user's own
     */
    public Decisions reject(Finding finding, String by, Instant at) {
        return decided(Action.REJECT, new Decision.Rejected(finding, Optional.empty()), by, at);
    }

    /**
     * Rejects a finding.
     *
     * @param finding as the review shows it
     * @param reason for people; not blank
     * @param by who; not blank
     * @param at when
     * @throws DecisionException if it is rejected for this reason already, or the user's own
     */
    public Decisions reject(Finding finding, String reason, String by, Instant at) {
        return decided(Action.REJECT, new Decision.Rejected(finding, Optional.of(reason)), by, at);
    }

    /**
     * Changes what a finding says: of an analyzer's finding, which is accepted by this, or of one that the user has added.
     *
     * @param edited the finding with its old id and place
     * @param by who; not blank
     * @param at when
     * @throws DecisionException if this is how it stands already, or it is about other words than before
     */
    public Decisions edit(Finding edited, String by, Instant at) {
        boolean own = of(edited.id()).filter(Decision.Added.class::isInstance).isPresent();
        return decided(Action.EDIT, own ? new Decision.Added(edited) : new Decision.Edited(edited), by, at);
    }

    /**
     * Adds a finding of the user's own.
     *
     * @param finding made with {@link Finding#in}, its provenance's analyzer being {@link #USER}
     * @param by who; not blank
     * @param at when
     * @throws DecisionException if the finding is an analyzer's, or was added already; {@code FindingBuilder.key} tells apart
     *     several about the same words
     */
    public Decisions add(Finding finding, String by, Instant at) {
        return decided(Action.ADD, new Decision.Added(finding), by, at);
    }

    /**
     * Takes back the last decision about a finding that still stands. What was decided about it before stands again.
     *
     * @param by who; not blank
     * @param at when
     * @throws DecisionException of kind {@link DecisionException.Kind#NOTHING_TO_UNDO} if there is none
     */
    public Decisions undo(String findingId, String by, Instant at) {
        return and(by, at, Action.UNDO, findingId, standing.beneath(findingId), Optional.empty());
    }

    /**
     * Takes back the last decision about any finding that still stands.
     *
     * @param by who; not blank
     * @param at when
     * @throws DecisionException of kind {@link DecisionException.Kind#NOTHING_TO_UNDO} if there is none
     */
    public Decisions undo(String by, Instant at) {
        return undo(standing.last(), by, at);
    }

    /**
     * The findings of a review as they now stand, those that users have added among them, in document order. Decisions about
     * findings that the review does not have are left out; {@link #strayFrom} lists them.
     *
     * @param document the version that was reviewed
     */
    public List<DecidedFinding> applyTo(ReviewResult result, Document document) {
        return DecidedFindings.of(this, result, document);
    }

    /**
     * The decisions that {@link #applyTo} leaves out, because the review has no such finding, or an added finding's words do
     * not stand in the document; those about findings that a policy has removed among them.
     *
     * @param document the version that was reviewed
     * @return by the finding's id
     */
    public Map<String, Decision> strayFrom(ReviewResult result, Document document) {
        return DecidedFindings.strays(this, result, document);
    }

    /**
     * Carries these decisions over to another analysis, of the same document or another version of it. A decision stays with its
     * finding if that has the same id; it moves to the finding of another id that the same rule makes about the same words, or,
     * in the same section, about words that differ little and in no number or negation, if there is exactly one. A finding that
     * a user has added is looked for by its exact words. What cannot be carried is listed; it stays in the trail and holds again
     * for a later analysis that has the finding.
     *
     * @param next what came of the other analysis
     * @param document what it analysed
     * @param by who carries them over, for the trail; not blank
     * @param at when
     */
    public CarriedDecisions carriedTo(ReviewResult next, Document document, String by, Instant at) {
        return new Carrying(this, next, document).carry(by, at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decisions that && trail.equals(that.trail);
    }

    @Override
    public int hashCode() {
        return trail.hashCode();
    }

    @Override
    public String toString() {
        return "Decisions[%d standing, %d entries]".formatted(standing().size(), trail.size());
    }

    /** These decisions and one more entry. */
    Decisions and(
            String by,
            Instant at,
            Action action,
            String findingId,
            Optional<Decision> decision,
            Optional<String> carriedFrom) {
        List<DecisionEntry> longer = new ArrayList<>(trail);
        longer.add(new DecisionEntry(trail.size() + 1, at, by, action, findingId, decision, carriedFrom));
        return new Decisions(longer);
    }

    private Decisions decided(Action action, Decision decision, String by, Instant at) {
        requireNonNull(decision, "decision");
        return and(by, at, action, decision.finding().id(), Optional.of(decision), Optional.empty());
    }
}
