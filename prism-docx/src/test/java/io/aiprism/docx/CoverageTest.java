package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every word that a reader sees is in exactly one section, whatever the document looks like. */
class CoverageTest {
    private static final Pattern TOKEN = Pattern.compile("Q\\d+Z|X\\d+X");

    static WordFile randomFile(RandomBody body) {
        return WordFile.of(body.body())
                .styles(
                        WordFile.style("H1", "heading 1", "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"),
                        WordFile.style("H2", "heading 2", "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>"),
                        WordFile.style("H3", "heading 3", "<w:basedOn w:val=\"H2\"/>"));
    }

    @Test
    void every_visible_word_of_a_random_document_is_in_exactly_one_section() throws IOException {
        for (long seed = 1; seed <= 150; seed++) {
            var body = new RandomBody(seed);
            WordFile file = randomFile(body);
            Document document = new DocxReader().read(file.source(), ReadOptions.DEFAULT.withMaxSectionTokens(50));
            List<String> found = document.sections().stream()
                    .map(Section::text)
                    .flatMap(text -> TOKEN.matcher(text).results())
                    .map(MatchResult::group)
                    .toList();
            assertThat(found).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(body.seen());
            assertThat(document.blocks())
                    .as("seed %d", seed)
                    .extracting(Block::id)
                    .doesNotHaveDuplicates();
        }
    }
}
