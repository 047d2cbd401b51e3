package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes findings of what a model stated about a section: looks for the words that it quoted, and leaves one of several findings that
 * different answers have in common, by the same rule about for the most part the same words, the most severe.
 */
final class SectionReport {
    private static final String UNGROUNDED = "ungrounded";
    private static final String QUOTED = "quoted";
    private static final double SAME = 0.8;

    private final Settings settings;
    private final String version;
    private final Section section;

    SectionReport(Settings settings, String version, Section section) {
        this.settings = settings;
        this.version = version;
        this.section = section;
    }

    /**
     * What can be reported.
     *
     * @param findings with those about instructions in the text
     * @param ungrounded how many quoted words that are not there
     * @param gap what is missing and why
     */
    record Checked(List<Finding> findings, int ungrounded, Optional<String> gap) {}

    private record Stated(Finding finding, String conversation) {}

    private record Place(Span span, String match) {}

    Checked check(Outcome outcome) {
        List<Stated> stated = new ArrayList<>();
        List<Outcome.Found> nowhere = new ArrayList<>();
        for (Outcome.Found found : outcome.found()) {
            Optional<Place> place = place(found);
            if (place.isPresent()) {
                add(stated, new Stated(finding(found, place.get(), ""), found.conversation()));
            } else {
                nowhere.add(found);
            }
        }
        List<String> gaps = new ArrayList<>(outcome.gaps());
        if (!nowhere.isEmpty() && stated.isEmpty() && !settings.keepUngrounded()) {
            gaps.add("the model reported %d findings, and all quote words that do not stand in the section"
                    .formatted(nowhere.size()));
        }
        if (settings.keepUngrounded()) {
            for (Outcome.Found found : nowhere) {
                Finding finding = finding(found, start(), found.candidate().quote());
                add(stated, new Stated(finding, found.conversation()));
            }
        }
        List<Finding> findings = new ArrayList<>(new InjectionFindings(settings.name(), version).in(section));
        stated.forEach(it -> findings.add(it.finding()));
        return new Checked(
                findings, nowhere.size(), gaps.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", gaps)));
    }

    private Optional<Place> place(Outcome.Found found) {
        Candidate candidate = found.candidate();
        return Places.find(found.piece().view(), candidate.quote(), candidate.before(), candidate.after())
                .map(match -> new Place(found.piece().inSection(match.span()), match.kind()));
    }

    /** The first words that readers see. */
    private Place start() {
        Block first = section.blocks().stream()
                .filter(block -> !block.place().hidden() && !block.text().isBlank())
                .findFirst()
                .orElseThrow();
        return new Place(first.span(), UNGROUNDED);
    }

    private Finding finding(Outcome.Found found, Place place, String key) {
        Candidate candidate = found.candidate();
        Map<String, String> details = new HashMap<>();
        details.put("model", found.model());
        details.put("prompt", settings.prompt().version());
        details.put("match", place.match());
        boolean grounded = !place.match().equals(UNGROUNDED);
        if (!grounded) {
            details.put(QUOTED, candidate.quote());
        }
        String rule = candidate.checkpoints().isEmpty()
                ? "general"
                : candidate.checkpoints().getFirst();
        FindingBuilder builder = Finding.in(
                        section, place.span(), new Provenance(settings.name(), version, rule, details))
                .severity(candidate.severity())
                .category(candidate.category())
                .title(candidate.title())
                .description(candidate.description())
                .questions(candidate.questions())
                .checkpoints(candidate.checkpoints())
                .key(key);
        candidate.confidence().ifPresent(builder::confidence);
        if (grounded) {
            candidate
                    .replacement()
                    .filter(words -> !words.equals(candidate.quote()))
                    .ifPresent(builder::replacement);
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
