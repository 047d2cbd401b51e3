package io.aiprism.languagetool;

import io.aiprism.finding.Severity;
import java.util.Map;
import java.util.Set;
import org.languagetool.rules.ITSIssueType;
import org.languagetool.rules.Rule;

/** What LanguageTool's categories and types of issues are called here, and how much they matter. */
final class Kinds {
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("TYPOS", "spelling"),
            Map.entry("SPELLING", "spelling"),
            Map.entry("CASING", "spelling"),
            Map.entry("COMPOUNDING", "spelling"),
            Map.entry("PROPER_NOUNS", "spelling"),
            Map.entry("GRAMMAR", "grammar"),
            Map.entry("CONFUSED_WORDS", "grammar"),
            Map.entry("COLLOCATIONS", "grammar"),
            Map.entry("FALSE_FRIENDS", "grammar"),
            Map.entry("SEMANTICS", "consistency"),
            Map.entry("PUNCTUATION", "punctuation"),
            Map.entry("TYPOGRAPHY", "typography"),
            Map.entry("BRITISH_ENGLISH", "language variety"),
            Map.entry("AMERICAN_ENGLISH_STYLE", "language variety"),
            Map.entry("REGIONALISMS", "language variety"));
    private static final Set<ITSIssueType> MISTAKES =
            Set.of(ITSIssueType.Misspelling, ITSIssueType.Grammar, ITSIssueType.Duplication);

    private Kinds() {}

    static String category(Rule rule) {
        String known = CATEGORIES.get(rule.getCategory().getId().toString());
        if (known != null) {
            return known;
        }
        if (isCompound(rule)) {
            return "spelling";
        }
        return isMistake(rule) ? "grammar" : "style";
    }

    /** Mistakes of spelling and grammar are important, all else are suggestions: also how compounds are written. */
    static Severity severity(Rule rule) {
        return isMistake(rule) && !isCompound(rule) ? Severity.IMPORTANT : Severity.SUGGESTION;
    }

    private static boolean isCompound(Rule rule) {
        return rule.getId().startsWith("EN_COMPOUNDS")
                || rule.getCategory().getId().toString().equals("COMPOUNDING");
    }

    private static boolean isMistake(Rule rule) {
        return MISTAKES.contains(rule.getLocQualityIssueType());
    }
}
