package io.aiprism.finding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as a sequence of words and signs, without what never changes its meaning. Two texts say the same if these sequences are
 * equal. That misses most ways to say the same in other words, and is meant to: a measure of likeness would take “was approved”
 * and “was not approved”, or two amounts, for nearly the same.
 *
 * <p>Left out are “the”, “is”, “are”, “be”, “there”, “please”, quotation marks (but no straight ones after a
 * digit, where they are units) and the full stop of a sentence. A plural in s is taken for the singular in words of five letters or more. Only the first
 * letter of a sentence may differ in case, for elsewhere it makes names.
 *
 * @param tokens words and signs in order
 */
record Statement(List<String> tokens) {
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:[^\\s\\p{L}\\p{M}\\p{N}\"“”„«»‘]+[\\p{L}\\p{M}\\p{N}]+)*|\\S");
    private static final Set<String> SILENT = Set.of("the", "is", "are", "be", "there", "please");
    private static final String QUOTES = "\"“”„«»‘’'`";
    private static final String UNITS = "\"'’";

    Statement {
        tokens = List.copyOf(tokens);
    }

    static Statement of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(composed);
        boolean begins = true;
        while (matcher.find()) {
            String token = matcher.group();
            if (token.equals(".") && endsSentence(composed, matcher.end())) {
                begins = true;
            } else if (!isQuotation(composed, matcher.start())) {
                String word = plain(begins ? uncapitalized(token) : token);
                begins = false;
                if (!SILENT.contains(word)) {
                    tokens.add(word);
                }
            }
        }
        return new Statement(tokens);
    }

    private static boolean endsSentence(String text, int next) {
        return next == text.length() || Character.isWhitespace(text.charAt(next)) || isQuotation(text, next);
    }

    private static boolean isQuotation(String text, int at) {
        char sign = text.charAt(at);
        boolean unit = UNITS.indexOf(sign) >= 0 && at > 0 && Character.isDigit(text.charAt(at - 1));
        return QUOTES.indexOf(sign) >= 0 && !unit;
    }

    private static String plain(String token) {
        boolean plural = token.length() >= 5
                && isOrdinary(token)
                && token.endsWith("s")
                && !token.endsWith("ss")
                && !token.endsWith("us")
                && !token.endsWith("is");
        return plural ? token.substring(0, token.length() - 1) : token;
    }

    private static boolean isOrdinary(String token) {
        return token.codePoints().allMatch(Character::isLowerCase);
    }

    private static String uncapitalized(String token) {
        int first = token.offsetByCodePoints(0, 1);
        String rest = token.substring(first);
        return !rest.isEmpty() && isOrdinary(rest) ? token.substring(0, first).toLowerCase(Locale.ROOT) + rest : token;
    }
}
