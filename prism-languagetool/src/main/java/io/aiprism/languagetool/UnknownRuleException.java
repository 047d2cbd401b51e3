package io.aiprism.languagetool;

/** LanguageTool has no rule or category of an id that was turned on or off. */
final class UnknownRuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownRuleException(String what, String id, String language) {
        super("LanguageTool has no %s '%s' for %s".formatted(what, id, language));
    }
}
