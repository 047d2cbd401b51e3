package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quotes that are almost right. */
final class SimilarWordsTest {
    @Test
    void a_word_in_ten_may_differ() {
        Document document = Sketch.of(
                "Before it the team has decided to move the old service to another region soon and after it.");

        QuoteMatch match = QuoteFinder.in(document.sections().getFirst())
                .find("the team decided to move the old service to another region soon");

        assertThat(document.text(match.span().orElseThrow()))
                .isEqualTo("the team has decided to move the old service to another region soon");
    }

    @ParameterizedTest
    @CsvSource({
        "10 mg, 10 kg",
        "10 mg, 12 mg",
        "two weeks, ten weeks",
        "1200 €, 1200 $",
        "€1200, $1200",
        "-5, 5",
        "1.5, 1 5",
        "10 %, 10",
        "10², 10",
        "acceptable, unacceptable",
        "is, isn't",
        "is, isn’t",
        "always, never",
        "с проверкой, без проверки",
        "możliwe, niemożliwe",
        "es klar, es nicht klar",
        "tiene, no tiene",
        "com cuidado, sem cuidado",
        "est sûr, n’est sûr"
    })
    void what_says_something_else_is_never_almost_the_same(String written, String quoted) {
        String text = "for the whole of this report a value of %s was found to be what we want to have in the end";
        String changed = text.replace("whole", "entire");

        assertThat(find(text.formatted(written), changed.formatted(written)).span())
                .isPresent();
        assertThat(find(text.formatted(written), text.formatted(quoted)))
                .isEqualTo(new QuoteMatch.Missed(QuoteMatch.Reason.OTHERWISE));
        assertThat(find(text.formatted(quoted), text.formatted(written)))
                .isEqualTo(new QuoteMatch.Missed(QuoteMatch.Reason.OTHERWISE));
    }

    @Test
    void a_number_at_the_end_is_not_cut() {
        String quote = "for the whole of this report we have found a value of 1";

        assertThat(find(quote.replace("whole", "entire") + ".5 here", quote))
                .isEqualTo(new QuoteMatch.Missed(QuoteMatch.Reason.OTHERWISE));
    }

    @Test
    void a_farther_place_with_the_right_numbers_goes_before_a_nearer_one_with_others() {
        String quote = "the team has paid 100 euros for the old service in that region and wants it back from them very soon";
        String nearer = quote.replace("100", "200");
        String farther = quote.replace("old", "new").replace("region", "place");
        Document document = Sketch.of(nearer + ". " + farther + ".");

        QuoteMatch match = QuoteFinder.in(document.sections().getFirst()).find(quote);

        assertThat(document.text(match.span().orElseThrow())).isEqualTo(farther);
    }

    @Test
    void scripts_whose_negations_are_not_known_are_not_compared_word_by_word() {
        String text = "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑";

        assertThat(find(text, text.replace("丁", "不")))
                .isEqualTo(new QuoteMatch.Missed(QuoteMatch.Reason.ABSENT));
    }

    private static QuoteMatch find(String text, String quote) {
        return QuoteFinder.in(Sketch.of(text).sections().getFirst()).find(quote);
    }
}
