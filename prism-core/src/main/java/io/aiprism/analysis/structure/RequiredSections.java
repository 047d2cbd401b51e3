package io.aiprism.analysis.structure;

import io.aiprism.checklist.RequiredSection;
import io.aiprism.document.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the sections that a checklist requires by their headings. A heading matches by its whole title, else by one of the
 * titles that it joins (“Findings and Root Causes”), else by its first words (“Background of the Project”). A heading that is
 * the whole title of one required section is not taken for another.
 */
final class RequiredSections {
    /** How well a heading matches, the best first. */
    enum Fit {
        WHOLE,
        PART,
        BEGINNING
    }

    /** A section that was found for a required one; {@code position} counts headings. */
    record Match(RequiredSection required, Section section, int position, Fit fit) {}

    private final List<RequiredSection> missing = new ArrayList<>();
    private final List<Match> found = new ArrayList<>();

    RequiredSections(Inspection inspection) {
        List<Section> headed = inspection.headed();
        List<RequiredSection> required = inspection.checklist().requiredSections();
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < headed.size(); i++) {
            String title = Titles.reduce(headed.get(i).title());
            if (required.stream().anyMatch(each -> titles(each).contains(title))) {
                taken.add(i);
            }
        }
        for (RequiredSection each : required) {
            find(each, headed, taken).ifPresentOrElse(found::add, () -> missing.add(each));
        }
    }

    List<RequiredSection> missing() {
        return missing;
    }

    /** In the order of the checklist. */
    List<Match> found() {
        return found;
    }

    private static Optional<Match> find(RequiredSection required, List<Section> headed, Set<Integer> taken) {
        Set<String> titles = titles(required);
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < headed.size(); i++) {
            Section section = headed.get(i);
            Optional<Fit> fit = fit(section.title(), titles, taken.contains(i));
            if (fit.isPresent()) {
                matches.add(new Match(required, section, i, fit.get()));
            }
        }
        return matches.stream()
                .min(Comparator.comparing(Match::fit)
                        .thenComparingInt(match -> match.section().level())
                        .thenComparingInt(Match::position));
    }

    private static Optional<Fit> fit(String heading, Set<String> titles, boolean taken) {
        String whole = Titles.reduce(heading);
        if (titles.contains(whole)) {
            return Optional.of(Fit.WHOLE);
        }
        if (taken) {
            return Optional.empty();
        }
        if (Titles.parts(heading).stream().anyMatch(titles::contains)) {
            return Optional.of(Fit.PART);
        }
        return titles.stream().anyMatch(title -> whole.startsWith(title + " "))
                ? Optional.of(Fit.BEGINNING)
                : Optional.empty();
    }

    private static Set<String> titles(RequiredSection required) {
        Set<String> titles = new HashSet<>();
        Stream.concat(Stream.of(required.title()), required.aliases().stream())
                .map(Titles::reduce)
                .forEach(titles::add);
        return titles;
    }
}
