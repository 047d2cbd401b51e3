package io.aiprism.languagetool;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.languagetool.Language;
import org.languagetool.Languages;

/**
 * A language as LanguageTool has it, and how strictly it is meant.
 *
 * @param language of LanguageTool
 * @param exact whether the country was stated. Where it was not, the spelling of other countries is accepted
 */
record Variety(Language language, boolean exact) {
    private static final String DEFAULT = "en";
    // For languages that LanguageTool spells only by country.
    private static final Map<String, String> COUNTRIES = Map.of("en", "en-US", "de", "de-DE", "pt", "pt-PT");

    /**
     * The variety for a locale; English for the root locale.
     *
     * @throws UnsupportedLanguageException if its module is not on the class path
     */
    static Variety of(Locale locale) {
        return of(locale.getLanguage().isEmpty() ? DEFAULT : locale.toLanguageTag());
    }

    /**
     * The variety for a BCP 47 tag.
     *
     * @throws UnsupportedLanguageException if its module is not on the class path
     */
    static Variety of(String tag) {
        String wanted = Locale.forLanguageTag(tag).toLanguageTag();
        boolean exact = !COUNTRIES.containsKey(wanted);
        String code = COUNTRIES.getOrDefault(wanted, wanted);
        Optional<Language> found = Languages.get().stream()
                .filter(language -> language.getShortCodeWithCountryAndVariant().equalsIgnoreCase(code))
                .findFirst();
        return new Variety(found.orElseThrow(() -> new UnsupportedLanguageException(tag, installed())), exact);
    }

    /** The codes of all languages on the class path. */
    static List<String> installed() {
        return Languages.get().stream()
                .map(Language::getShortCodeWithCountryAndVariant)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    String code() {
        return language.getShortCodeWithCountryAndVariant();
    }
}
