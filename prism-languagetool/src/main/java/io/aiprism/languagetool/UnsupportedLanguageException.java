package io.aiprism.languagetool;

import java.util.List;

/** LanguageTool's module for a language is not on the class path. The message lists the languages that are. */
public final class UnsupportedLanguageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Creates an exception for a language that was asked for. */
    public UnsupportedLanguageException(String language, List<String> installed) {
        super(
                "LanguageTool has no '%s' here; found: %s. Add the module of the language, for example org.languagetool:language-de, or choose another language"
                        .formatted(language, String.join(", ", installed)));
    }
}
