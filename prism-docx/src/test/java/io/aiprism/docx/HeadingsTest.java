package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;
import static io.aiprism.docx.WordFile.style;
import static io.aiprism.docx.WordFile.styled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import java.io.IOException;
import java.util.List;
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

    private static List<String> guessed(WordFile file) throws IOException {
        Document document = new DocxReader().read(file.source(), ReadOptions.DEFAULT.withGuessHeadings(true));
        assertThat(document.blocks())
                .extracting(Block::id, Block::text)
                .isEqualTo(read(file).blocks().stream()
                        .map(block -> tuple(block.id(), block.text()))
                        .toList());
        return document.blocks().stream()
                .filter(block -> block.heading().isPresent())
                .map(block -> block.heading().orElseThrow().source() + " " + block.text())
                .toList();
    }

    private static String bold(String text) {
        return "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>" + text + "</w:t></w:r></w:p>";
    }

    @Test
    void short_bold_lines_are_headings_on_request_where_there_are_no_others() throws IOException {
        WordFile file = WordFile.of(
                        bold("Scope"),
                        paragraph("What it is about."),
                        bold("A bold sentence."),
                        bold("Cover"),
                        bold("Findings"),
                        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r>" + run(" and not") + "</w:p>",
                        styled("Loud", "By style"),
                        paragraph("text"),
                        "<w:p><w:pPr><w:pStyle w:val=\"Loud\"/></w:pPr><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>Not</w:t></w:r></w:p>",
                        WordFile.table(WordFile.row(WordFile.cell(bold("In a table")))),
                        bold("x".repeat(200)),
                        bold("2026"),
                        paragraph("text"),
                        bold("At the end"))
                .styles(style("Loud", "Loud", "<w:rPr><w:b/></w:rPr>"));
        assertThat(guessed(file)).containsExactly("GUESS Scope", "GUESS Findings", "GUESS By style");
        assertThat(read(file).sections()).hasSize(1);
    }

    @Test
    void nothing_is_guessed_where_there_are_headings() throws IOException {
        WordFile file = WordFile.of(styled("H", "Heading"), bold("Scope"), paragraph("text"))
                .styles(style("H", "heading 1", OUTLINE.formatted(0)));
        assertThat(guessed(file)).containsExactly("STYLE_OUTLINE_LEVEL Heading");
    }

    @Test
    void a_document_without_headings_is_cut_by_size_between_blocks() throws IOException {
        WordFile file = WordFile.of(paragraph("a".repeat(400)), paragraph("b".repeat(400)), paragraph("c".repeat(400)));
        Document document = new DocxReader().read(file.source(), ReadOptions.DEFAULT.withMaxSectionTokens(210));
        assertThat(document.sections())
                .extracting(Section::title, Section::level, Section::part, Section::parts)
                .containsExactly(tuple("", 0, 1, 2), tuple("", 0, 2, 2));
        assertThat(document.sections())
                .extracting(section -> section.blocks().size())
                .containsExactly(2, 1);
    }
}
