package io.aiprism.languagetool;

import java.util.Map;
import java.util.TreeMap;

/** Rules that are off unless somebody turns them on, each with the reason. */
final class DefaultRules {
    /** Ids of LanguageTool, and why. */
    static final Map<String, String> OFF = Map.copyOf(new TreeMap<>(Map.ofEntries(
            Map.entry("POSSESSIVE_APOSTROPHE", "takes nouns before nouns for possessives: “the orders database”"),
            Map.entry("CAN_CHECKOUT", "takes nouns for verbs: “did checkout fail?”"),
            Map.entry("ID_CASING", "“id” is a word of its own where software is written about"),
            Map.entry("WHITESPACE_RULE", "spaces in a row are layout, and Markdown does not show them"),
            Map.entry("CONSECUTIVE_SPACES", "spaces in a row are layout, and Markdown does not show them"),
            Map.entry("EN_QUOTES", "straight or curly quotation marks are a matter of the house"),
            Map.entry("DASH_RULE", "which dash it is is a matter of the house"),
            Map.entry("MULTIPLICATION_SIGN", "“x” between numbers is often a name or a version"),
            Map.entry("ARROWS", "“->” is read as an arrow by those who write it"),
            Map.entry("COPYRIGHT", "“(c)” is often the label of a list"),
            Map.entry("UNIT_SPACE", "units are checked by people who know the house's style"),
            Map.entry("DATE_NEW_YEAR", "past years are no mistakes in reports"),
            Map.entry("TOO_LONG_SENTENCE", "the structure analyzer finds over-long sentences"))));

    private DefaultRules() {}
}
