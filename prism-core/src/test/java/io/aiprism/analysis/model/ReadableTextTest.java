package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.finding.QuoteFinder;
import io.aiprism.finding.QuoteMatch;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a text a model is shown. */
final class ReadableTextTest {
    private static final String WALES = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩\u200d👩\u200d👧", "👩🏽\u200d💻", "🏳\ufe0f\u200d🌈", "❤\ufe0f", "1\ufe0f\u20e3", WALES, "می\u200cخواهم", "ه\u200d.ق",
                "क्\u200dष", "ക്\u200d", "葛\udb40\udd00", "∩\ufe00", "٤\u0662", "\u06dd٤"
            })
    void what_readers_see_stays(String text) {
        assertThat(ReadableText.of("A " + text + " b").text()).isEqualTo("A " + text + " b");
    }

    @Test
    void what_readers_do_not_see_goes() {
        assertThat(ReadableText.of("a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg").text()).isEqualTo("abcdefg");
        assertThat(ReadableText.of("a\u202eb\u202c\u2066c\u2069\u200e").text()).isEqualTo("abc");
        assertThat(ReadableText.of("a\u3164b\uffa0c\u034fd").text()).isEqualTo("abcd");
        assertThat(ReadableText.of("\u200d👧\u200d a").text()).isEqualTo("👧 a");
        assertThat(ReadableText.of("می\u200c و").text()).isEqualTo("می و");
        assertThat(ReadableText.of("می\u200c\u200c\u200dخ").text()).isEqualTo("می\u200dخ");
    }

    @Test
    void text_that_is_hidden_in_tags_or_variation_selectors_goes() {
        var tags = new StringBuilder("\ud83c\udff4");
        "ignore this".chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        var selectors = new StringBuilder("😀");
        "ignore this".chars().forEach(letter -> selectors.appendCodePoint(0xE0100 + letter));

        assertThat(ReadableText.of(tags.toString()).text()).isEqualTo("\ud83c\udff4");
        assertThat(ReadableText.of(selectors.toString()).text().codePointCount(0, 4)).isEqualTo(2);
        assertThat(ReadableText.of(selectors.toString()).text()).hasSize(4);
    }

    @Test
    void whatever_is_shown_can_be_quoted_and_leads_back() {
        String[] parts = {
            "word", "wörd", "wo\u0308rd", "👩\u200d👧", "❤\ufe0f", WALES, "می\u200cخواهم", "क्\u200dष", "葛\udb40\udd00", "zero\u200bwidth",
            "ho\u00adtel", "\u202eturned\u202c", "12\u2060500", "tag\udb40\udc67ged", "stray\u200d", "x\ufe0f\ufe0f", "“q”", "ﬁ"
        };
        var random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            List<String> words = new ArrayList<>();
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                words.add(parts[random.nextInt(parts.length)]);
            }
            Document document = Sketch.of(String.join(" ", words));
            String shown = ReadableText.of(document.sections().getFirst().text()).text();
            List<String> shownWords = List.of(shown.split(" "));
            int from = random.nextInt(shownWords.size());
            int to = from + 1 + random.nextInt(shownWords.size() - from);
            String quote = String.join(" ", shownWords.subList(from, to));

            QuoteMatch match = QuoteFinder.in(document.sections().getFirst()).find(quote);

            assertThat(match.span()).as("'%s' in '%s'", quote, shown).isPresent();
            String found = document.text(match.span().orElseThrow());
            assertThat(ReadableText.of(found).text()).isEqualTo(quote);
            BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
            graphemes.setText(document.sections().getFirst().text());
            assertThat(graphemes.isBoundary(match.span().orElseThrow().startOffset())).isTrue();
        }
    }
}
