package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.QuoteFinder;
import io.aiprism.finding.QuoteMatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes findings of what a model stated about a section: looks for the words that it quoted, and leaves one of several findings that
 * different answers have in common, by the same rule about for the most part the same words, the most severe. Not thread-safe.
 *
 * <p>A finding about words that stand there more than once is shown at the first place, with the number of places in its details. What it
 * would replace them with is moved to the details as well: at a guess nothing is changed.
 */
final class SectionReport {
    private static final String UNGROUNDED = "ungrounded";
    private static final String QUOTED = "quoted";
    private static final double SAME = 0.8;

    private final Settings settings;
    private final String version;
    private final Section section;
    private final IdentityHashMap<Piece, QuoteFinder> finders = new IdentityHashMap<>();

    SectionReport(Settings settings, String version, Section section) {
        this.settings = settings;
        this.version = version;
        this.section = section;
    }

    private record Stated(Finding finding, String conversation) {}

    /**
     * Where a finding is shown.
     *
     * @param details what the finding says about it
     * @param sure whether the words there are those that are meant
     */
    private record Place(Span span, Map<String, String> details, boolean sure) {}

    CheckedFindings check(Outcome outcome) {
        List<Stated> stated = new ArrayList<>();
        Map<QuoteMatch.Reason, Integer> missed = new EnumMap<>(QuoteMatch.Reason.class);
        int ambiguous = 0;
        for (Outcome.Found found : outcome.found()) {
            Candidate candidate = found.candidate();
            QuoteMatch match = finders.computeIfAbsent(
                            found.piece(), piece -> QuoteFinder.in(piece.view()))
                    .find(candidate.quote(), candidate.before(), candidate.after());
            if (match instanceof QuoteMatch.Missed miss) {
                missed.merge(miss.reason(), 1, Integer::sum);
            } else if (match instanceof QuoteMatch.Ambiguous) {
                ambiguous++;
            }
            place(found.piece(), match, candidate)
                    .ifPresent(place -> add(stated, new Stated(finding(found, place), found.conversation())));
        }
        List<Finding> findings = new ArrayList<>(new InjectionFindings(settings.name(), version).in(section));
        stated.forEach(it -> findings.add(it.finding()));
        return new CheckedFindings(findings, missed, ambiguous, outcome.gaps(), !stated.isEmpty());
    }

    private Optional<Place> place(Piece piece, QuoteMatch match, Candidate candidate) {
        return switch (match) {
            case QuoteMatch.Once(var span, var likeness) ->
                Optional.of(new Place(piece.inSection(span), Map.of("match", likeness.label()), true));
            case QuoteMatch.ByContext(var span, var likeness, int count) ->
                Optional.of(new Place(
                        piece.inSection(span),
                        Map.of("match", likeness.label(), "places", String.valueOf(count), "place", "context"),
                        true));
            case QuoteMatch.Ambiguous(var places, var likeness) ->
                Optional.of(new Place(
                                piece.inSection(places.getFirst()),
                                Map.of(
                                        "match",
                                        likeness.label(),
                                        "places",
                                        String.valueOf(places.size()),
                                        "place",
                                        "first"),
                                false))
                        .filter(place -> settings.keepAmbiguous());
            case QuoteMatch.Missed(var reason) ->
                Optional.of(new Place(
                                start(),
                                Map.of("match", UNGROUNDED, "reason", reason.text(), QUOTED, candidate.quote()),
                                false))
                        .filter(place -> settings.keepUngrounded());
        };
    }

    /** The first words that readers see. */
    private Span start() {
        return section.blocks().stream()
                .filter(block -> !block.place().hidden() && !block.text().isBlank())
                .findFirst()
                .orElseThrow()
                .span();
    }

    private Finding finding(Outcome.Found found, Place place) {
        Candidate candidate = found.candidate();
        Map<String, String> details = new HashMap<>(place.details());
        details.put("model", found.author().model());
        if (!found.author().rung().isEmpty()) {
            details.put("output", found.author().rung());
        }
        details.put("prompt", settings.prompt().version());
        String rule = candidate.checkpoints().isEmpty()
                ? "general"
                : candidate.checkpoints().getFirst();
        Optional<String> replacement =
                candidate.replacement().filter(words -> !words.equals(candidate.quote()));
        if (!place.sure()) {
            replacement.ifPresent(words -> details.put("replacement", words));
        }
        FindingBuilder builder = Finding.in(
                        section, place.span(), new Provenance(settings.name(), version, rule, details))
                .severity(candidate.severity())
                .category(candidate.category())
                .title(candidate.title())
                .description(candidate.description())
                .questions(candidate.questions())
                .checkpoints(candidate.checkpoints())
                .key(place.details().getOrDefault(QUOTED, ""));
        candidate.confidence().ifPresent(builder::confidence);
        if (place.sure()) {
            replacement.ifPresent(builder::replacement);
        }
        return builder.build();
    }

    private void add(List<Stated> stated, Stated next) {
        for (int i = 0; i < stated.size(); i++) {
            Stated other = stated.get(i);
            if (same(other, next)) {
                if (next.finding().severity().compareTo(other.finding().severity()) < 0) {
                    stated.set(i, next);
                }
                return;
            }
        }
        stated.add(next);
    }

    private boolean same(Stated a, Stated b) {
        Finding x = a.finding();
        Finding y = b.finding();
        if (!quoted(x).equals(quoted(y))) {
            return false;
        }
        if (a.conversation().equals(b.conversation()) || quoted(x).isPresent()) {
            return x.span().equals(y.span())
                    && x.title().equals(y.title())
                    && x.description().equals(y.description());
        }
        return x.provenance().rule().equals(y.provenance().rule()) && shared(x.span(), y.span()) >= SAME;
    }

    /** What an ungrounded finding quoted; its span says nothing. */
    private static Optional<String> quoted(Finding finding) {
        return Optional.ofNullable(finding.provenance().details().get(QUOTED));
    }

    /** The share of the longer one of two spans that both cover. */
    private double shared(Span a, Span b) {
        int startA = offset(a.startBlock()) + a.startOffset();
        int endA = offset(a.endBlock()) + a.endOffset();
        int startB = offset(b.startBlock()) + b.startOffset();
        int endB = offset(b.endBlock()) + b.endOffset();
        int both = Math.min(endA, endB) - Math.max(startA, startB);
        return (double) both / Math.max(endA - startA, endB - startB);
    }

    private int offset(String blockId) {
        int offset = 0;
        for (Block block : section.blocks()) {
            if (block.id().equals(blockId)) {
                return offset;
            }
            offset += block.text().length() + 1;
        }
        throw new IllegalStateException("section %s has no block %s".formatted(section.id(), blockId));
    }
}
