package io.aiprism.languagetool;

import io.aiprism.document.BlockKind;
import io.aiprism.languagetool.Segments.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.languagetool.rules.RuleMatch;

/**
 * Tells matches that are no mistakes: names, acronyms and identifiers that no dictionary has, accepted words, other countries'
 * spelling where none was asked for, and list items that begin in lower case. One per section.
 */
final class Noise {
    private static final String CONTRACTIONS = "EN_CONTRACTION_SPELLING";
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}'’-]*");
    // Digits, capitals inside words, marks of code, dots and slashes inside words.
    private static final Pattern IDENTIFIER = Pattern.compile(
            "\\d|\\p{Ll}\\p{Lu}|\\p{Lu}{2}|[_@#{}=<>$\\\\|*]|::|\\(\\)|[\\p{L}]\\.[\\p{L}]|^/|/.*/|^--?\\p{L}|://");
    private static final Pattern CAPITAL_NEXT =
            Pattern.compile(" +(?:(?:al|bin|da|de|del|den|der|di|du|ibn|la|le|van|von) +){0,2}\\p{Lu}");
    private static final Pattern VARIETY = Pattern.compile("\\b(?:British|American|Australian|Canadian) English\\b");

    private final Variety variety;
    private final Set<String> spellingRules;
    private final Set<String> accepted;
    private final Set<String> names = new HashSet<>();

    /**
     * @param spellingRules ids of the rules that look words up
     * @param accepted words in lower case
     * @param segments of the section: what is a name in one of them is one in all
     */
    Noise(Variety variety, Set<String> spellingRules, Set<String> accepted, List<Segment> segments) {
        this.variety = variety;
        this.spellingRules = spellingRules;
        this.accepted = accepted;
        segments.forEach(this::collectNames);
    }

    boolean is(RuleMatch match, Segment segment) {
        String quote = segment.text().substring(match.getFromPos(), match.getToPos());
        if (isSpelling(match)) {
            return accepted.contains(quote.toLowerCase(Locale.ROOT))
                    || IDENTIFIER
                            .matcher(token(segment.text(), match.getFromPos(), match.getToPos()))
                            .find()
                    || isName(match, segment, quote)
                    || isOtherVariety(match);
        }
        if (match.getRule().getId().equals("UPPERCASE_SENTENCE_START")) {
            return match.getFromPos() == 0 && (segment.start() > 0 || !isRunningText(segment));
        }
        return isOtherVariety(match);
    }

    private boolean isSpelling(RuleMatch match) {
        String id = match.getRule().getId();
        return spellingRules.contains(id) || id.equals(CONTRACTIONS);
    }

    private boolean isOtherVariety(RuleMatch match) {
        return !variety.exact() && VARIETY.matcher(match.getMessage()).find();
    }

    private static boolean isRunningText(Segment segment) {
        return segment.block().kind() == BlockKind.PARAGRAPH
                && segment.block().place().cell().isEmpty();
    }

    /** A capital inside a sentence makes a name; at its beginning it needs more to tell one. */
    private boolean isName(RuleMatch match, Segment segment, String quote) {
        if (!Character.isUpperCase(quote.codePointAt(0))) {
            return false;
        }
        String first = WORD.matcher(quote)
                .results()
                .map(word -> word.group())
                .findFirst()
                .orElse(quote);
        return !beginsSentence(segment.text(), match.getFromPos())
                || names.contains(first)
                || isEntry(segment, quote)
                || isFollowedByCapital(segment.text(), match.getToPos())
                || match.getSuggestedReplacements().isEmpty()
                || match.getSuggestedReplacements().getFirst().contains(" ");
    }

    /** All that a cell below the first row says, of which a capital makes a name. */
    private static boolean isEntry(Segment segment, String quote) {
        return segment.block().place().cell().filter(cell -> cell.row() > 0).isPresent()
                && segment.text().strip().equals(quote);
    }

    private void collectNames(Segment segment) {
        Matcher word = WORD.matcher(segment.text());
        while (word.find()) {
            if (Character.isUpperCase(word.group().codePointAt(0))
                    && segment.block().kind() != BlockKind.HEADING
                    && !beginsSentence(segment.text(), word.start())) {
                names.add(word.group());
            }
        }
    }

    private static boolean beginsSentence(String text, int offset) {
        int i = offset;
        while (i > 0 && !isPartOfWord(text.charAt(i - 1))) {
            i--;
            if (".!?:•\n".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return i == 0;
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isFollowedByCapital(String text, int end) {
        return CAPITAL_NEXT.matcher(text).region(end, text.length()).lookingAt();
    }

    /** The word with all that stands next to it without white space. */
    private static String token(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }
}
