/**
 * Spelling, grammar and style, found offline by LanguageTool: {@link io.aiprism.languagetool.LanguageToolAnalyzer}.
 *
 * <p>This lives on the class path only. English is there; other languages are added as LanguageTool's own modules, for example
 * {@code org.languagetool:language-de}.
 */
@NullMarked
package io.aiprism.languagetool;

import org.jspecify.annotations.NullMarked;
