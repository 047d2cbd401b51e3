package io.aiprism.languagetool;

import java.util.Optional;
import java.util.Set;

/** The options of an analyzer; the sets are sorted. */
record Options(
        Optional<Variety> language,
        int maxCheckers,
        int cacheSentences,
        Set<String> enabledRules,
        Set<String> disabledRules,
        Set<String> enabledCategories,
        Set<String> disabledCategories,
        Set<String> acceptedWords) {
    Options {
        disjoint("rule", enabledRules, disabledRules);
        disjoint("category", enabledCategories, disabledCategories);
    }

    /** Tells options apart that lead to other findings; empty for the default ones. */
    String fingerprint() {
        String all = "%s %s %s %s %s %s"
                .formatted(
                        language.map(chosen -> chosen.code() + chosen.exact()).orElse(""),
                        enabledRules,
                        disabledRules,
                        enabledCategories,
                        disabledCategories,
                        acceptedWords);
        return all.equals(" [] [] [] [] []") ? "" : "-" + Integer.toHexString(all.hashCode());
    }

    private static void disjoint(String what, Set<String> on, Set<String> off) {
        for (String id : on) {
            if (off.contains(id)) {
                throw new IllegalArgumentException("%s %s is turned both on and off".formatted(what, id));
            }
        }
    }
}
