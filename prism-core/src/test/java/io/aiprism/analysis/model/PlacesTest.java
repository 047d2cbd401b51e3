package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where quotes are found. */
final class PlacesTest {
    private static final String SENTENCE =
            "The committee did not approve the budget of 1,200 euros for the second quarter of the year because of its size.";

    private final Document document =
            Sketch.of("# Costs", SENTENCE, "A ﬁrst “quote” – with\u00a0signs.", "Twice. Once. Twice.");
    private final Section section = document.sections().getFirst();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            did not approve            | did not approve            | exact
            A first "quote" - with sig | A ﬁrst “quote” – with\u00a0sig | normalised
            THE COMMITTEE              | The committee              | normalised
            euros  for\u200b the           | euros for the              | normalised
            """)
    void a_quote_is_found_letter_by_letter_or_as_it_reads(String quote, String words, String kind) {
        assertThat(Places.find(section, quote, "", "")).hasValueSatisfying(match -> {
            assertThat(document.text(match.span())).isEqualTo(words);
            assertThat(match.kind()).isEqualTo(kind);
        });
    }

    @Test
    void a_quote_over_two_paragraphs_is_found() {
        assertThat(Places.find(section, "of its size. A first", "", ""))
                .hasValueSatisfying(
                        match -> assertThat(document.text(match.span())).isEqualTo("of its size.\nA ﬁrst"));
    }

    @Test
    void one_word_in_ten_may_differ() {
        String quote = SENTENCE.replace("committee", "board").replace("because of", "due to its");

        assertThat(Places.find(section, SENTENCE.replace("committee", "board"), "", ""))
                .hasValueSatisfying(match -> {
                    assertThat(match.kind()).isEqualTo("fuzzy");
                    assertThat(document.text(match.span())).isEqualTo(SENTENCE.substring(0, SENTENCE.length() - 1));
                });
        assertThat(Places.find(section, quote, "", "")).isEmpty();
    }

    @Test
    void numbers_and_negations_may_not_differ() {
        assertThat(Places.find(section, SENTENCE.replace("1,200", "1,300"), "", ""))
                .isEmpty();
        assertThat(Places.find(section, SENTENCE.replace("did not approve", "did approve"), "", ""))
                .isEmpty();
        assertThat(Places.find(section, SENTENCE.replace("because", "never because"), "", ""))
                .isEmpty();
    }

    @Test
    void what_does_not_stand_there_is_not_found() {
        for (String quote : List.of("The moon.", " ", "...", "\u200b", "committee budget")) {
            assertThat(Places.find(section, quote, "", "")).as(quote).isEmpty();
        }
    }

    @Test
    void of_two_places_the_one_beside_the_stated_words_is_taken_and_else_the_first() {
        assertThat(offset("Twice.", "", "")).isZero();
        assertThat(offset("Twice.", "Once.", "")).isEqualTo(13);
        assertThat(offset("Twice.", "", "Once")).isZero();
    }

    private int offset(String quote, String before, String after) {
        return Places.find(section, quote, before, after).orElseThrow().span().startOffset();
    }
}
