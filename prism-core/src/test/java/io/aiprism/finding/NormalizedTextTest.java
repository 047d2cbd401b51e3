package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as they read. */
final class NormalizedTextTest {
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "10²,10²", "½,½", "①,①", "x₂,x₂", "10⁻³,10⁻³", "ﬁn,fin", "ＡＢ１,ab1", "„a“,\"a\"", "a\u00a0\t b,a b", "ho\u00adtel,hotel",
        "…,...", "−5,-5", "a\u034fb,ab", "❤\ufe0f,❤", "\u06dd٤,\u06dd٤", "¨,¨"
    })
    void forms_are_spelt_out_unless_they_say_something_else(String text, String reads) {
        assertThat(NormalizedText.of(text).text()).isEqualTo(reads);
    }

    @Test
    void composed_and_decomposed_letters_read_the_same_and_lead_back() {
        for (String text : new String[] {"Ångström", "Việt Nam", "각하", "ḍ̇", "क़िला", "İstanbul"}) {
            NormalizedText composed = NormalizedText.of(Normalizer.normalize(text, Normalizer.Form.NFC));
            NormalizedText decomposed = NormalizedText.of(Normalizer.normalize(text, Normalizer.Form.NFD));

            assertThat(composed.text()).as(text).isEqualTo(decomposed.text());
        }
        NormalizedText text = NormalizedText.of("A\u030angstro\u0308m");
        assertThat(text.text()).isEqualTo("ångström");
        assertThat(text.start(1)).isEqualTo(2);
        assertThat(text.end(1)).isEqualTo(2);
        assertThat(text.end(7)).isEqualTo(9);
    }

    @Test
    void places_lead_back_in_order_whatever_the_text() {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.appendCodePoint(
                        switch (random.nextInt(6)) {
                            case 0 -> "aAéß 1.\n“".codePointAt(random.nextInt(9));
                            case 1 -> 0x300 + random.nextInt(0x70);
                            case 2 -> 0x2000 + random.nextInt(0x200);
                            case 3 -> 0xFB00 + random.nextInt(0x300);
                            case 4 -> 0x1F300 + random.nextInt(0x400);
                            default -> random.nextInt(0x3000);
                        });
            }
            NormalizedText normal = NormalizedText.of(text.toString());
            int before = 0;
            for (int i = 0; i < normal.text().length(); i++) {
                assertThat(normal.start(i)).isBetween(before, text.length() - 1);
                assertThat(normal.end(i + 1)).isGreaterThan(normal.start(i)).isLessThanOrEqualTo(text.length());
                assertThat(normal.isBorder(i + 1) || normal.end(i + 1) == normal.end(i + 2)).isTrue();
                before = normal.start(i);
            }
        }
    }
}
