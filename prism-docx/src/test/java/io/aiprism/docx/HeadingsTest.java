package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.style;
import static io.aiprism.docx.WordFile.styled;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadingsTest {
    private static final String OUTLINE = "<w:pPr><w:outlineLvl w:val=\"%d\"/></w:pPr>";

    private static Document read(WordFile file) throws IOException {
        return new DocxReader().read(file.source(), ReadOptions.DEFAULT);
    }

    private static Optional<Heading> heading(String paragraph, String... styles) throws IOException {
        Block block = read(WordFile.of(paragraph).styles(styles)).blocks().getFirst();
        return block.heading();
    }

    @Test
    void an_outline_level_on_the_paragraph_decides() throws IOException {
        String direct = "<w:p>" + OUTLINE.formatted(2) + WordFile.run("T") + "</w:p>";
        assertThat(heading(direct)).contains(new Heading(3, HeadingSource.PARAGRAPH_OUTLINE_LEVEL));
    }

    @Test
    void body_text_on_the_paragraph_makes_a_heading_style_none() throws IOException {
        String direct =
                "<w:p><w:pPr><w:pStyle w:val=\"H\"/><w:outlineLvl w:val=\"9\"/></w:pPr>" + WordFile.run("T") + "</w:p>";
        assertThat(heading(direct, style("H", "heading 1", OUTLINE.formatted(0))))
                .isEmpty();
    }

    @Test
    void the_first_outline_level_on_the_style_chain_decides() throws IOException {
        String custom = style("Klausel", "Klausel", "<w:basedOn w:val=\"berschrift2\"/>");
        String builtIn = style("berschrift2", "heading 2", OUTLINE.formatted(1));
        assertThat(heading(styled("Klausel", "T"), custom, builtIn))
                .contains(new Heading(2, HeadingSource.STYLE_OUTLINE_LEVEL));
        String tocHeading =
                style("TOCHeading", "TOC Heading", "<w:basedOn w:val=\"berschrift2\"/>" + OUTLINE.formatted(9));
        assertThat(heading(styled("TOCHeading", "T"), tocHeading, builtIn)).isEmpty();
    }

    @Test
    void the_built_in_name_counts_where_no_style_has_an_outline_level() throws IOException {
        assertThat(heading(styled("1", "T"), style("1", "Heading 1", "")))
                .contains(new Heading(1, HeadingSource.STYLE_NAME));
        assertThat(heading(styled("Heading1", "T"), style("Heading1", "Column Heading", "")))
                .isEmpty();
    }

    @Test
    void entries_of_a_table_of_contents_are_none() throws IOException {
        assertThat(heading(styled("TOC1", "T"), style("TOC1", "toc 1", OUTLINE.formatted(0))))
                .isEmpty();
    }

    @Test
    void a_style_chain_in_a_circle_ends() throws IOException {
        assertThat(heading(
                        styled("A", "T"),
                        style("A", "A", "<w:basedOn w:val=\"B\"/>"),
                        style("B", "B", "<w:basedOn w:val=\"A\"/>")))
                .isEmpty();
    }

    @Test
    void headings_cut_sections_but_empty_ones_and_those_in_tables_do_not() throws IOException {
        WordFile file = WordFile.of(
                        paragraph("before"),
                        styled("H", "First"),
                        paragraph("a"),
                        styled("H", ""),
                        WordFile.table(WordFile.row(WordFile.cell(styled("H", "In a table")))),
                        styled("H", "Second"))
                .styles(style("H", "heading 1", OUTLINE.formatted(0)));
        assertThat(read(file).sections()).extracting(Section::title).containsExactly("", "First", "Second");
    }
}
