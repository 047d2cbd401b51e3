package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.finding.QuoteMatch.Likeness;
import io.aiprism.finding.QuoteMatch.Reason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where quotes are found, and where not. */
final class QuoteFinderTest {
    private static final String SENTENCE =
            "The committee did not approve the budget of 1,200 euros for the second quarter of the year because of its size.";

    private final Document document =
            Sketch.of("# Costs", SENTENCE, "A ﬁrst “quote” – with\u00a0signs.", "Twice. Once. Twice.");
    private final QuoteFinder finder = QuoteFinder.in(document.sections().getFirst());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            did not approve              | did not approve              | EXACT
            A first "quote" - with signs | A ﬁrst “quote” – with\u00a0signs | NORMALISED
            THE COMMITTEE                | The committee                | NORMALISED
            euros  for\u200b the             | euros for the                | NORMALISED
            """)
    void a_quote_is_found_letter_by_letter_or_as_it_reads(String quote, String words, Likeness likeness) {
        assertThat(finder.find(quote)).isInstanceOfSatisfying(QuoteMatch.Once.class, match -> {
            assertThat(document.text(match.place())).isEqualTo(words);
            assertThat(match.likeness()).isEqualTo(likeness);
        });
    }

    @Test
    void a_quote_over_two_paragraphs_is_found() {
        assertThat(found(document, "of its size. A first")).isEqualTo("of its size.\nA ﬁrst");
    }

    @Test
    void one_word_in_ten_may_differ() {
        String quote = SENTENCE.replace("committee", "board").replace("because of", "due to its");

        assertThat(finder.find(SENTENCE.replace("committee", "board")))
                .isInstanceOfSatisfying(QuoteMatch.Once.class, match -> {
                    assertThat(match.likeness()).isEqualTo(Likeness.FUZZY);
                    assertThat(document.text(match.place())).isEqualTo(SENTENCE.substring(0, SENTENCE.length() - 1));
                });
        assertThat(finder.find(quote)).isEqualTo(new QuoteMatch.Missed(Reason.ABSENT));
    }

    @Test
    void numbers_and_negations_may_not_differ() {
        for (String quote : List.of(
                SENTENCE.replace("1,200", "1,300"),
                SENTENCE.replace("did not approve", "did approve"),
                SENTENCE.replace("because", "never because"))) {
            assertThat(finder.find(quote)).as(quote).isEqualTo(new QuoteMatch.Missed(Reason.OTHERWISE));
        }
    }

    @Test
    void what_does_not_stand_there_is_not_found_and_the_reason_is_told() {
        assertThat(finder.find("The moon.")).isEqualTo(new QuoteMatch.Missed(Reason.ABSENT));
        assertThat(finder.find("committee budget")).isEqualTo(new QuoteMatch.Missed(Reason.ABSENT));
        assertThat(finder.find("...")).isEqualTo(new QuoteMatch.Missed(Reason.ABSENT));
        assertThat(finder.find(" ")).isEqualTo(new QuoteMatch.Missed(Reason.NOTHING_QUOTED));
        assertThat(finder.find("\u200b")).isEqualTo(new QuoteMatch.Missed(Reason.NOTHING_QUOTED));
        assertThat(finder.find("committee").span()).isPresent();
        assertThat(finder.find("ommittee")).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
    }

    // --- borders

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It costs 15 euros here.         | 5 euros
            It costs 11.52 euros here.      | 1.5
            It costs 11.52 euros here.      | 52 euros
            It costs 11.52 euros here.      | costs 11
            It costs 11.52 euros here.      | costs 11.
            It costs 1,500 euros here.      | 500 euros
            It costs 12 500 euros here.     | 500 euros
            It costs 12\u00a0500 euros here.     | 500 euros
            It costs 12'500 euros here.     | 500 euros
            It was -5 degrees here.         | 5 degrees
            It was −5 degrees here.         | 5 degrees
            It was ±5 degrees here.         | 5 degrees
            It was +5 degrees here.         | 5 degrees
            It was on 2024-05-01 here.      | 05-01
            It was 10–20 euros here.        | 20 euros
            It was at 10:30 here.           | 30 here
            Version 2.1 is meant.           | Version 2
            See section 3.2 for this.       | section 3.
            It is 10² metres wide.          | 10
            It is 1½ metres wide.           | 1
            It is １５ metres wide.          | ５ metres
            It is 1\u200b5 metres wide.         | 5 metres
            It is COVID-19 here.            | 19 here
            Take ٤٥ of them here.           | ٥ of them
            """)
    void a_number_is_not_cut(String text, String quote) {
        assertThat(find(text, quote)).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It costs 15 euros here.         | 15 euros
            It costs 11.52 euros.           | 11.52 euros.
            It costs 12 500 euros here.     | 12 500 euros
            It was -5 degrees here.         | -5 degrees
            It was −5 degrees here.         | -5 degrees
            We have 5. Then 6 came.         | We have 5.
            We have 5, 6 and 7 of them.     | 6 and 7
            We have 5 (6) of them.          | 6
            It costs—5 euros each.          | 5 euros
            In 2020 500 people came.        | 500 people
            It costs $5 here.               | 5
            It is 10 % of all.              | 10 %
            """)
    void a_whole_number_is_found(String text, String quote) {
        assertThat(find(text, quote).span()).isPresent();
    }

    @Test
    void numbers_in_neighbouring_cells_are_not_one() {
        Document table = Sketch.of("| 12 | 500 |");

        assertThat(found(table, "500")).isEqualTo("500");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            They concatenate it.            | cat
            It is unacceptable to us.       | acceptable to us
            The user cannot do it.          | The user can
            The user can't do it.           | The user can
            They didn't do it.              | They did
            They don’t do it.               | They don
            It is non-compliant here.       | compliant here
            It is error-free here.          | is error
            Ce n’est pas bon.               | est pas bon
            Der Mietvertrag gilt.           | Vertrag gilt
            The user_id is set.             | id is set
            A4 paper is used.               | 4 paper
            """)
    void a_word_is_not_cut(String text, String quote) {
        assertThat(find(text, quote)).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A cat may concatenate.          | cat
            The hotel’s price.              | hotel
            C’est l’hôtel.                  | hôtel
            Monday–Friday is meant.         | Friday
            and/or is meant.                | or
            我们不接受该合同。                 | 接受该合同
            契約を締結した。                    | 契約
            เราไม่ยอมรับสัญญา                  | สัญญา
            우리는 계약을 맺었다.               | 계약
            在2020年签订。                    | 2020
            """)
    void a_whole_word_is_found(String text, String quote) {
        assertThat(find(text, quote)).isInstanceOf(QuoteMatch.Once.class);
    }

    @Test
    void a_grapheme_is_not_cut() {
        String family = "👩\u200d👩\u200d👧";
        for (String quote : List.of("👩", "👧", "👩\u200d👩", "\ud83d", "\udc67")) {
            assertThat(find("They are " + family + " here.", quote)).as("%x", quote.codePointAt(0)).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
        }
        assertThat(find("They are " + family + " here.", family).span()).isPresent();
        assertThat(find("Cafe\u0301 is open.", "Cafe")).isEqualTo(new QuoteMatch.Missed(Reason.ABSENT));
        assertThat(find("A 👍🏽 for it.", "👍")).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
        assertThat(find("Wait… here.", "Wait.")).isEqualTo(new QuoteMatch.Missed(Reason.WITHIN_OTHERS));
    }

    // --- the form of letters

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Cafe\u0301 Zu\u0308rich is open.          | Café Zürich     | Cafe\u0301 Zu\u0308rich
            Café Zürich is open.            | Cafe\u0301 Zu\u0308rich | Café Zürich
            각 is a letter.                  | \u1100\u1161\u11a8          | 각
            می\u200cخواهم این را                | میخواهم         | می\u200cخواهم
            They said «yes» to it.          | said "yes"      | said «yes»
            It’s 5′ long.                   | 5'              | 5′
            The ΟΔΟΣ is long.               | οδος            | ΟΔΟΣ
            A ho\u00adtel is there.             | hotel           | ho\u00adtel
            """)
    void words_are_the_same_however_their_letters_are_written(String text, String quote, String words) {
        assertThat(found(Sketch.of(text), quote)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It is 10² metres.               | 102 metres
            It is 102 metres.               | 10² metres
            It is ½ metre.                  | 1/2 metre
            Take ① of it.                   | 1 of it
            It is 10⁻³ metres.              | 10-3 metres
            """)
    void superscripts_and_fractions_are_no_digits(String text, String quote) {
        assertThat(find(text, quote)).isInstanceOf(QuoteMatch.Missed.class);
    }

    // --- several places

    @Test
    void of_two_places_the_one_beside_the_stated_words_is_taken() {
        assertThat(finder.find("Twice.", "Once.", "")).isInstanceOfSatisfying(QuoteMatch.ByContext.class, match -> {
            assertThat(match.place().startOffset()).isEqualTo(13);
            assertThat(match.count()).isEqualTo(2);
        });
        assertThat(finder.find("Twice.", "", "Once"))
                .isInstanceOfSatisfying(
                        QuoteMatch.ByContext.class,
                        match -> assertThat(match.place().startOffset()).isZero());
    }

    @Test
    void two_places_that_nothing_tells_apart_are_both_told() {
        for (QuoteMatch match : List.of(
                finder.find("Twice."),
                finder.find("Twice.", "Never.", "Again"),
                finder.find("Twice.", "Once.", "Once."),
                finder.find("Twice.", "ce.", "Onc"))) {
            assertThat(match).isInstanceOfSatisfying(QuoteMatch.Ambiguous.class, ambiguous -> {
                assertThat(ambiguous.places()).extracting(Span::startOffset).containsExactly(0, 13);
                assertThat(ambiguous.likeness()).isEqualTo(Likeness.EXACT);
                assertThat(ambiguous.span()).contains(ambiguous.places().getFirst());
            });
        }
    }

    @Test
    void context_in_a_script_without_blanks_counts_by_its_letters() {
        Document chinese = Sketch.of("甲方支付费用。乙方支付费用。");

        assertThat(QuoteFinder.in(chinese.sections().getFirst()).find("支付费用", "乙方", ""))
                .isInstanceOfSatisfying(
                        QuoteMatch.ByContext.class,
                        match -> assertThat(match.place().startOffset()).isEqualTo(9));
    }

    @Test
    void words_that_stand_there_letter_by_letter_go_before_those_that_read_so() {
        assertThat(find("Costs are high. We know the costs.", "costs"))
                .isInstanceOfSatisfying(
                        QuoteMatch.Once.class,
                        match -> assertThat(match.likeness()).isEqualTo(Likeness.EXACT));
    }

    @Test
    void similar_words_at_two_places_are_ambiguous_or_told_apart() {
        String first = "the team has decided to move the old service to another region soon";
        Document twice = Sketch.of("Alpha: " + first + ". Beta: " + first + ".");
        String quote = first.replace("old ", "");
        QuoteFinder twiceFinder = QuoteFinder.in(twice.sections().getFirst());

        assertThat(twiceFinder.find(quote))
                .isInstanceOfSatisfying(
                        QuoteMatch.Ambiguous.class,
                        match -> assertThat(match.likeness()).isEqualTo(Likeness.FUZZY));
        assertThat(twiceFinder.find(quote, "Beta", "")).isInstanceOf(QuoteMatch.ByContext.class);
    }

    // --- bounds

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 300})
    void repetition_takes_no_more_steps_than_stated(int period) {
        String unit = "a".repeat(period - 1) + " ";
        String text = unit.repeat(60_000 / period) + "end";
        for (String quote : List.of(
                unit.repeat(2_000 / period) + "b",
                "b" + unit.repeat(2_000 / period),
                unit.repeat(2_000 / period).strip() + "x",
                "a ".repeat(30) + "b",
                "a",
                unit.repeat(1_000 / period))) {
            assertBounded(text, quote, "a a a a", "a a a a");
        }
    }

    @Test
    void many_places_take_no_more_steps_than_stated() {
        String text = "yes no ".repeat(20_000);

        assertThat(assertBounded(text, "yes", "no ".repeat(500), "no ".repeat(500)))
                .isInstanceOfSatisfying(
                        QuoteMatch.Ambiguous.class,
                        match -> assertThat(match.places()).hasSize(QuoteFinder.MAX_PLACES));
    }

    @Test
    void very_long_quotes_are_not_looked_for_word_by_word() {
        String text = IntStream.range(0, 20_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        String quote = IntStream.range(0, 1_000).mapToObj(i -> "w" + 2 * i).collect(Collectors.joining(" "));

        assertThat(assertBounded(text, quote, "", "")).isEqualTo(new QuoteMatch.Missed(Reason.TOO_LONG));
    }

    @Test
    void a_letter_with_very_many_accents_is_compared_as_it_is() {
        String accents = "\u0301\u0316".repeat(20_000);

        assertThat(find("An a" + accents + " here.", "a" + accents).span()).isPresent();
    }

    private static QuoteMatch assertBounded(String text, String quote, String before, String after) {
        Section section = Sketch.of(text).sections().getFirst();
        var steps = new Steps();
        QuoteMatch match = QuoteFinder.in(section).find(quote, before, after, steps);

        long bound = 4L * (section.text().length() + quote.length())
                + (long) QuoteFinder.MAX_PLACES * QuoteFinder.STEPS_PER_PLACE
                + QuoteFinder.MAX_WORD_STEPS;
        assertThat(steps.count()).isLessThanOrEqualTo(bound);
        return match;
    }

    private static QuoteMatch find(String text, String quote) {
        return QuoteFinder.in(Sketch.of(text).sections().getFirst()).find(quote);
    }

    private static String found(Document document, String quote) {
        QuoteMatch match = QuoteFinder.in(document.sections().getFirst()).find(quote);
        return document.text(match.span().orElseThrow(() -> new AssertionError(match.toString())));
    }
}
