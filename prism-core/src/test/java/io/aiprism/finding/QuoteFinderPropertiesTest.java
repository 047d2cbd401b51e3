package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any text and any quote: random ones of words that are hard to tell apart. */
final class QuoteFinderPropertiesTest {
    private static final String[] WORDS = {
        "the", "The", "cost", "costs", "low-cost", "hotel", "hôtel", "l’hôtel", "café", "cafe\u0301", "5", "15", "1.5", "11.52", "1,500",
        "12 500", "-5", "−5", "10²", "102", "½", "not", "never", "can", "cannot", "can’t", "acceptable", "unacceptable", "non-compliant",
        "compliant", "A4", "“quoted”", "\"quoted\"", "ﬁrst", "first", "ho\u00adtel", "一", "我们不接受", "接受", "می\u200cخواهم", "👩\u200d👧",
        "👩", "❤\ufe0f", "e.g.", "(see", "above)", "–", "euros", "per", "cent", "10–20", "2024-05-01", "Straße", "ОДИН", "один", "не", "x\u200by"
    };
    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
    private static final List<String> NEGATIONS = List.of("not", "never", "cannot", "can't", "не");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void words_that_stand_there_are_found_whatever_is_changed_that_readers_do_not_see(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<String> words = words(random, 4 + random.nextInt(40));
            Document document = document(random, words);
            int from = random.nextInt(words.size());
            int to = from + 1 + random.nextInt(words.size() - from);
            String quote = noise(random, String.join(" ", words.subList(from, to)));

            QuoteMatch match = QuoteFinder.in(document.sections().getFirst()).find(quote);

            assertThat(match).as("'%s' in %s", quote, words).isNotInstanceOf(QuoteMatch.Missed.class);
            assertHolds(document, quote, match);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void whatever_is_found_says_the_same(long seed) {
        var random = new Random(seed);
        int fuzzy = 0;
        for (int round = 0; round < 3_000; round++) {
            List<String> words = words(random, 12 + random.nextInt(40));
            Document document = document(random, words);
            List<String> quoted = new ArrayList<>(words.subList(0, 10 + random.nextInt(words.size() - 10)));
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                int at = random.nextInt(quoted.size());
                switch (random.nextInt(3)) {
                    case 0 -> quoted.remove(at);
                    case 1 -> quoted.add(at, WORDS[random.nextInt(WORDS.length)]);
                    default -> quoted.set(at, WORDS[random.nextInt(WORDS.length)]);
                }
            }
            String quote = noise(random, String.join(" ", quoted));
            if (random.nextInt(4) == 0) {
                int start = random.nextInt(quote.length());
                quote = quote.substring(start, start + 1 + random.nextInt(quote.length() - start));
            }

            QuoteMatch match = QuoteFinder.in(document.sections().getFirst()).find(quote);

            assertHolds(document, quote, match);
            fuzzy += match.equals(match.span().map(place -> new QuoteMatch.Once(place, QuoteMatch.Likeness.FUZZY))
                            .orElse(null))
                    ? 1
                    : 0;
        }
        assertThat(fuzzy).isGreaterThan(20);
    }

    @Test
    void random_characters_are_found_at_whole_graphemes_or_not_at_all() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder("a");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.appendCodePoint(
                        switch (random.nextInt(5)) {
                            case 0 -> "ab1 .-".charAt(random.nextInt(6));
                            case 1 -> 0x300 + random.nextInt(0x70);
                            case 2 -> 0x1F466 + random.nextInt(6);
                            case 3 -> 0x200B + random.nextInt(3);
                            default -> 0x900 + random.nextInt(0x80);
                        });
            }
            Document document = Sketch.of(text + "b");
            String all = document.sections().getFirst().text();
            int start = random.nextInt(all.length());
            String quote = all.substring(start, start + 1 + random.nextInt(all.length() - start));

            assertHolds(document, quote, QuoteFinder.in(document.sections().getFirst()).find(quote));
        }
    }

    private static void assertHolds(Document document, String quote, QuoteMatch match) {
        QuoteMatch.Likeness likeness =
                switch (match) {
                    case QuoteMatch.Once once -> once.likeness();
                    case QuoteMatch.ByContext told -> told.likeness();
                    case QuoteMatch.Ambiguous ambiguous -> ambiguous.likeness();
                    case QuoteMatch.Missed missed -> null;
                };
        if (likeness == null) {
            return;
        }
        Section section = document.sections().getFirst();
        var places = match instanceof QuoteMatch.Ambiguous(var all, var how) ? all : List.of(match.span().orElseThrow());
        for (var place : places) {
            Finding finding = Finding.in(section, place, Provenance.of("test", "1", "rule"))
                    .severity(Severity.SUGGESTION)
                    .category("test")
                    .title("Test")
                    .description("Test.")
                    .build();
            assertThat(finding.standsIn(section)).isTrue();
            String found = finding.quote();
            assertThat(Character.isLowSurrogate(found.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(found.charAt(found.length() - 1))).isFalse();
            String reads = NormalizedText.of(found).text();
            String wanted = NormalizedText.of(quote.strip()).text().strip();
            switch (likeness) {
                case EXACT -> assertThat(found).isEqualTo(quote.strip());
                case NORMALISED -> assertThat(reads).isEqualTo(wanted);
                case FUZZY -> {
                    assertThat(digits(reads)).isEqualTo(digits(wanted));
                    assertThat(negations(reads)).isEqualTo(negations(wanted));
                }
            }
            assertNoDigitBeside(section.text(), found);
        }
    }

    /** Somewhere in the text, what was found stands without a digit right beside its own. */
    private static void assertNoDigitBeside(String text, String found) {
        boolean alone = false;
        for (int at = text.indexOf(found); at >= 0; at = text.indexOf(found, at + 1)) {
            int end = at + found.length();
            boolean before = at > 0 && Character.isDigit(text.charAt(at - 1)) && Character.isDigit(found.charAt(0));
            boolean after = end < text.length()
                    && Character.isDigit(text.charAt(end))
                    && Character.isDigit(found.charAt(found.length() - 1));
            alone |= !before && !after;
        }
        assertThat(alone).as("'%s' in '%s'", found, text).isTrue();
    }

    private static List<String> digits(String text) {
        return DIGITS.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> negations(String text) {
        return Word.in(text).stream().map(Word::text).filter(NEGATIONS::contains).toList();
    }

    /** Words, with a comma before numbers. */
    private static List<String> words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = WORDS[random.nextInt(WORDS.length)];
            if (i > 0 && isNumber(word)) {
                words.set(i - 1, words.get(i - 1) + ",");
            }
            words.add(word);
        }
        return words;
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.codePointAt(0));
    }

    /** The words in one or several paragraphs. */
    private static Document document(Random random, List<String> words) {
        var text = new StringBuilder("# Title\n").append(words.getFirst());
        for (String word : words.subList(1, words.size())) {
            boolean paragraph = Character.isLetter(word.codePointAt(0)) && random.nextInt(9) == 0;
            text.append(paragraph ? '\n' : ' ').append(word);
        }
        return Sketch.of(text.toString());
    }

    private static String noise(Random random, String text) {
        String noisy = switch (random.nextInt(4)) {
            case 0 -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case 1 -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case 2 -> text.replace("ﬁ", "fi").replace('“', '"').replace('”', '"');
            default -> text;
        };
        return switch (random.nextInt(4)) {
            case 0 -> noisy.replace(" ", " \u00a0");
            case 1 -> noisy.replace(" ", "\u200b \n");
            case 2 -> noisy.replace('’', '\'').replace('–', '-').replace("\u00ad", "");
            default -> noisy;
        };
    }
}
