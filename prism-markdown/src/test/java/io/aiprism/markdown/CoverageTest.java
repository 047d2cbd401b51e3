package io.aiprism.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every word that a reader sees is in exactly one section and leads to its place in the source, whatever the document. */
class CoverageTest {
    private static final Pattern TOKEN = Pattern.compile("Q\\d+Z|X\\d+X");

    @Test
    void every_visible_word_of_a_random_document_is_in_exactly_one_section() throws IOException {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new RandomMarkdown(seed);
            String source = random.document();
            MarkdownDocument markdown = Markdown.read(source, ReadOptions.DEFAULT.withMaxSectionTokens(50));
            List<String> found = markdown.document().sections().stream()
                    .map(Section::text)
                    .flatMap(text -> TOKEN.matcher(text).results())
                    .map(MatchResult::group)
                    .toList();
            assertThat(found).as("seed %d:%n%s", seed, source).containsExactlyElementsOf(random.seen());
        }
    }

    @Test
    void every_word_of_a_random_document_is_found_in_the_source() throws IOException {
        for (long seed = 1; seed <= 500; seed++) {
            String source = new RandomMarkdown(seed).document();
            MarkdownDocument markdown = Markdown.read(source);
            for (Block block : markdown.document().blocks()) {
                TOKEN.matcher(block.text())
                        .results()
                        .forEach(token -> assertThat(
                                        markdown.sourceOf(Span.within(block.id(), token.start(), token.end())))
                                .as("%s of%n%s", token.group(), source)
                                .singleElement()
                                .satisfies(range -> assertThat(source.substring(range.start(), range.end()))
                                        .isEqualTo(token.group())));
                assertThat(markdown.sourceOf(block.span()))
                        .as("%s of%n%s", block.text(), source)
                        .isSortedAccordingTo((a, b) -> Integer.compare(a.end(), b.start() + 1))
                        .allMatch(range -> range.start() < range.end());
            }
        }
    }
}
