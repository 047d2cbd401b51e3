package io.aiprism.analysis.structure;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.UNICODE_CASE;

import io.aiprism.finding.Severity;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The kinds of placeholders that people leave in documents. What could as well be meant is not taken for one: letters inside a
 * word, capitals among capitals, words in quotation marks, Roman numerals, masked numbers, keys and tags.
 */
enum Placeholder {
    DRAFT_MARK("(?<![\\p{L}\\p{N}_])(?:TBD|TBC|TBA|TODO|FIXME)(?![\\p{L}\\p{N}_])", Severity.IMPORTANT) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            boolean note = text.startsWith(":", match.end());
            return !quoted(text, match)
                    && !COMPOUND.matcher(text)
                            .region(match.end(), text.length())
                            .lookingAt()
                    && (note || !amongCapitals(text, match));
        }
    },
    X_MARK("(?<![\\p{L}\\p{N}])X{3,}(?![\\p{L}\\p{N}])", Severity.IMPORTANT) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            boolean joined = match.start() > 0 && "-_/#$€£".indexOf(text.charAt(match.start() - 1)) >= 0;
            boolean percent = text.startsWith("%", match.end()) || text.startsWith(" %", match.end());
            boolean roman = match.group().length() == 3 && !joined && !percent;
            return !roman && !quoted(text, match) && !MASKED.matcher(text).find();
        }
    },
    LOREM_IPSUM("(?<![\\p{L}\\p{N}])lorem\\s+ipsum(?![\\p{L}\\p{N}])", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            return !quoted(text, match);
        }
    },
    PROMPT("click (?:here|or tap here|or tap) to enter (?:text|a date)\\.?|choose an item\\.", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            return text.strip().length() == match.group().length();
        }
    },
    BRACKETS("\\[([^\\[\\]\\n]{2,80})\\]", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            return !quoted(text, match) && (INSTRUCTION.matcher(match.group(1)).lookingAt() || isField(match.group(1)));
        }
    },
    ANGLES("(?<![\\p{L}\\p{N}<])<([\\p{L}][\\p{L}\\p{N}_ ]{1,60})>(?!>)", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            boolean closed = text.contains("</" + match.group(1) + ">");
            return !closed
                    && !quoted(text, match)
                    && (INSTRUCTION.matcher(match.group(1)).lookingAt() || isField(match.group(1)));
        }
    },
    GUILLEMETS("«([\\p{L}_][\\p{L}\\p{N}_ ]{1,60})»", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            return isField(match.group(1)) || IDENTIFIER.matcher(match.group(1)).matches();
        }
    },
    BRACES("\\{\\{\\s*[\\p{L}_][\\p{L}\\p{N}_. ]{0,60}\\}\\}", Severity.CRITICAL) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            return !quoted(text, match);
        }
    },
    BLANK("(?<![\\p{L}\\p{N}_])_{4,}(?![\\p{L}\\p{N}_])", Severity.IMPORTANT) {
        @Override
        boolean isMeant(String text, MatchResult match) {
            boolean rule = text.strip().length() == match.group().length();
            return !rule && !TO_BE_SIGNED.matcher(text).find();
        }
    };

    private static final Pattern COMPOUND =
            Pattern.compile("[ -](?:list|item|comment|marker|app)s?\\b", CASE_INSENSITIVE);
    private static final Pattern MASKED = Pattern.compile("X{2,}[ -]?\\d{2,4}(?!\\d)|\\d{4}[ -]?X{4}");
    private static final Pattern INSTRUCTION = Pattern.compile(
            "(?:insert|enter|fill in|specify|replace|provide|type|your|name of|title of|to be)\\s+\\p{L}|tbd|tbc|todo|placeholder|xx+\\b",
            CASE_INSENSITIVE);
    private static final Pattern IDENTIFIER =
            Pattern.compile("\\p{Lu}\\p{Ll}+(?:_?\\p{Lu}\\p{Ll}+)+|\\p{L}+(?:_\\p{L}+)+");
    private static final Pattern TO_BE_SIGNED = Pattern.compile(
            "sign(?:ed|ature)?\\b|initials|unterschrift|place, date|date:", CASE_INSENSITIVE | UNICODE_CASE);
    private static final Set<String> FIELDS = Set.of(
            "address",
            "amount",
            "author",
            "city",
            "client",
            "company",
            "country",
            "currency",
            "customer",
            "date",
            "department",
            "email",
            "location",
            "month",
            "name",
            "number",
            "organisation",
            "organization",
            "owner",
            "phone",
            "position",
            "price",
            "project",
            "role",
            "signature",
            "supplier",
            "title",
            "version",
            "year");
    private static final Pattern LAST_WORD = Pattern.compile("(?:^|[ _]|(?<=\\p{Ll})(?=\\p{Lu}))(\\p{L}+)\\s*$");
    private static final String OPENING = "“„‘\"'«`";

    private final Pattern pattern;
    private final Severity severity;

    Placeholder(String regex, Severity severity) {
        boolean mark = name().endsWith("_MARK");
        this.pattern = Pattern.compile(regex, mark ? 0 : CASE_INSENSITIVE);
        this.severity = severity;
    }

    Pattern pattern() {
        return pattern;
    }

    Severity severity() {
        return severity;
    }

    /** Whether a match is a placeholder, seen in its text. */
    abstract boolean isMeant(String text, MatchResult match);

    /** At most five words, the last of which names something that forms ask for. */
    private static boolean isField(String text) {
        var last = LAST_WORD.matcher(text);
        return text.strip().split("\\s+").length <= 5
                && last.find()
                && FIELDS.contains(last.group(1).toLowerCase(Locale.ROOT));
    }

    /** Whether the words stand directly in quotation marks: then they are spoken of. */
    private static boolean quoted(String text, MatchResult match) {
        return match.start() > 0 && OPENING.indexOf(text.charAt(match.start() - 1)) >= 0;
    }

    /** Whether the words before and after are in capitals as well; “TODO” is a word of other languages. */
    private static boolean amongCapitals(String text, MatchResult match) {
        String before = text.substring(0, match.start()).strip();
        String after = text.substring(match.end()).strip();
        return isCapitals(before.substring(before.lastIndexOf(' ') + 1)) || isCapitals(after.split("\\s", 2)[0]);
    }

    private static boolean isCapitals(String word) {
        String letters = word.replaceAll("[^\\p{L}]", "");
        return letters.length() >= 2 && letters.equals(letters.toUpperCase(Locale.ROOT));
    }
}
