package io.aiprism.docx;

import static io.aiprism.docx.WordFile.cell;
import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.row;
import static io.aiprism.docx.WordFile.run;
import static io.aiprism.docx.WordFile.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReader;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.RevisionView;
import io.aiprism.document.Story;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocxReaderTest {
    private static Document read(WordFile file) throws IOException {
        return new DocxReader().read(file.source(), ReadOptions.DEFAULT);
    }

    private static List<String> texts(WordFile file) throws IOException {
        return read(file).blocks().stream().map(Block::text).toList();
    }

    private static List<String> original(WordFile file) throws IOException {
        return new DocxReader()
                .read(file.source(), ReadOptions.DEFAULT.withView(RevisionView.ORIGINAL)).blocks().stream()
                        .map(Block::text)
                        .toList();
    }

    @Test
    void it_is_found_as_a_service_and_chosen_by_content() throws IOException {
        assertThat(DocumentReaders.installed().readers())
                .extracting(DocumentReader::format)
                .contains("docx");
        var source =
                DocumentSource.of("no-extension", WordFile.of(paragraph("Text")).bytes());
        assertThat(DocumentReaders.installed().read(source, ReadOptions.DEFAULT).format())
                .isEqualTo("docx");
    }

    @Test
    void every_paragraph_with_something_to_see_is_a_block() throws IOException {
        assertThat(texts(WordFile.of(paragraph("One"), "<w:p/>", paragraph(" \u00A0 "), paragraph("Two"))))
                .containsExactly("One", "Two");
    }

    @Test
    void strict_documents_are_read_like_transitional_ones() throws IOException {
        assertThat(texts(WordFile.strict(paragraph("One"), table(row(cell(paragraph("Two")))))))
                .containsExactly("One", "Two");
    }

    @Test
    void tabs_breaks_hyphens_and_symbols_are_characters() throws IOException {
        String body =
                "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
                        + "<w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>"
                        + "<w:sym w:font=\"Arial\" w:char=\"263A\"/></w:r></w:p>";
        assertThat(texts(WordFile.of(body))).containsExactly("a\tb\nc\u2011d\u00ADe\u263A");
    }

    @Test
    void white_space_counts_only_where_it_is_preserved() throws IOException {
        String body = "<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space=\"preserve\"> b\n </w:t></w:r></w:p>";
        assertThat(texts(WordFile.of(body))).containsExactly("a b  ");
    }

    @Test
    void cells_know_their_table_row_and_column_and_merged_ones_where_they_begin() throws IOException {
        String merged = "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" + paragraph("m") + "</w:tc>";
        String continued = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("rest") + "</w:tc>";
        String wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + paragraph("wide") + "</w:tc>";
        WordFile file = WordFile.of(table(
                row(merged, wide, cell(paragraph("d"))),
                row(continued, cell(paragraph("x"), table(row(cell(paragraph("inner")))), paragraph("y")))));
        assertThat(read(file).blocks())
                .extracting(Block::text, block -> block.place().cell().orElseThrow())
                .containsExactly(
                        tuple("m", new Cell("t1", 0, 0, 2, 1)),
                        tuple("wide", new Cell("t1", 0, 1, 1, 2)),
                        tuple("d", new Cell("t1", 0, 3)),
                        tuple("rest", new Cell("t1", 0, 0, 2, 1)),
                        tuple("x", new Cell("t1", 1, 1)),
                        tuple("inner", new Cell("t2", 0, 0)),
                        tuple("y", new Cell("t1", 1, 1)));
    }

    @Test
    void what_wraps_text_is_transparent() throws IOException {
        String sdt = "<w:sdt><w:sdtPr><w:alias w:val=\"not text\"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>";
        String inline = "<w:p><w:hyperlink>" + run("a") + "</w:hyperlink><w:smartTag>" + run("b")
                + "</w:smartTag><w:dir>"
                + run("c") + "</w:dir><w:bdo>" + run("d") + "</w:bdo><w:customXml>" + run("e") + "</w:customXml>"
                + sdt.formatted(run("f")) + "<w:ruby><w:rubyPr/><w:rt>" + run("phonetic") + "</w:rt><w:rubyBase>"
                + run("g")
                + "</w:rubyBase></w:ruby><m:oMath><m:r><m:t>h</m:t></m:r></m:oMath></w:p>";
        WordFile file = WordFile.of(
                inline,
                sdt.formatted(paragraph("block")),
                table(sdt.formatted(row(sdt.formatted(cell(sdt.formatted(paragraph("cell"))))))));
        assertThat(texts(file)).containsExactly("abcdefgh", "block", "cell");
    }

    @Test
    void fields_are_read_with_their_results_and_without_their_instructions() throws IOException {
        String simple = "<w:p><w:fldSimple w:instr=\"PAGE\">" + run("7") + "</w:fldSimple></w:p>";
        String complex = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>"
                + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>"
                + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run("nested")
                + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                + run("result") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + run(" after") + "</w:p>";
        assertThat(texts(WordFile.of(simple, complex))).containsExactly("7", "result after");
    }

    @Test
    void the_final_view_has_insertions_and_the_original_view_has_deletions() throws IOException {
        WordFile file =
                WordFile.of("<w:p>" + run("The ") + "<w:del w:id=\"1\"><w:r><w:delText>old</w:delText></w:r></w:del>"
                        + "<w:ins w:id=\"2\">" + run("new") + "</w:ins><w:moveFrom w:id=\"3\">" + run(" from")
                        + "</w:moveFrom><w:moveTo w:id=\"4\">" + run(" to") + "</w:moveTo></w:p>");
        assertThat(texts(file)).containsExactly("The new to");
        assertThat(original(file)).containsExactly("The old from");
    }

    @Test
    void of_alternatives_one_is_read() throws IOException {
        String box = "<w:txbxContent>" + paragraph("%s") + "</w:txbxContent>";
        String alternatives = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"%s\"><wps:txbx>"
                + box.formatted("choice") + "</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>"
                + box.formatted("fallback") + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
                + run("host") + "</w:p>";
        assertThat(texts(WordFile.of(alternatives.formatted("wps")))).containsExactly("host", "choice");
        assertThat(texts(WordFile.of(alternatives.formatted("unknown")))).containsExactly("host", "fallback");
    }

    @Test
    void text_boxes_and_notes_follow_the_paragraph_they_hang_on() throws IOException {
        String box = "<w:r><w:pict><v:textbox><w:txbxContent>" + paragraph("box")
                + table(row(cell(paragraph("in box")))) + "</w:txbxContent></v:textbox></w:pict></w:r>";
        WordFile file = WordFile.of(
                        "<w:p>" + run("a") + box + run("b") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
                        "<w:p>" + run("c") + "<w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>")
                .part(
                        "footnotes",
                        "footnotes",
                        "<w:footnote w:id=\"-1\">" + paragraph("separator") + "</w:footnote><w:footnote w:id=\"2\">"
                                + paragraph("foot") + "</w:footnote>")
                .part("endnotes", "endnotes", "<w:endnote w:id=\"2\">" + paragraph("end") + "</w:endnote>");
        assertThat(read(file).blocks())
                .extracting(Block::text, block -> block.place().story())
                .containsExactly(
                        tuple("ab", Story.BODY),
                        tuple("box", Story.TEXT_BOX),
                        tuple("in box", Story.TEXT_BOX),
                        tuple("foot", Story.FOOTNOTE),
                        tuple("c", Story.BODY),
                        tuple("end", Story.ENDNOTE));
    }

    @Test
    void the_headers_and_footers_that_pages_show_come_last() throws IOException {
        String section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/>"
                + "<w:headerReference w:type=\"even\" r:id=\"rId2\"/><w:footerReference w:type=\"first\" r:id=\"rId3\"/>"
                + "%s</w:sectPr>";
        WordFile file = WordFile.of(paragraph("body"), section.formatted(""))
                .part("header", "header1", "hdr", paragraph("head"))
                .part("header", "header2", "hdr", paragraph("even"))
                .part("footer", "footer1", "ftr", paragraph("first"));
        assertThat(texts(file)).containsExactly("body", "head");
        file = WordFile.of(paragraph("body"), section.formatted("<w:titlePg/>"))
                .part("header", "header1", "hdr", paragraph("head"))
                .part("header", "header2", "hdr", paragraph("even"))
                .part("footer", "footer1", "ftr", paragraph("first"))
                .part("settings", "settings", "<w:evenAndOddHeaders/>");
        assertThat(texts(file)).containsExactly("body", "head", "first", "even");
        assertThat(read(file).sections()).hasSize(2);
    }

    @Test
    void hidden_words_are_left_out_and_hidden_paragraphs_flagged() throws IOException {
        String hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>";
        List<Block> blocks = read(WordFile.of("<w:p>" + run("seen") + hidden + "</w:p>", "<w:p>" + hidden + "</w:p>"))
                .blocks();
        assertThat(blocks)
                .extracting(Block::text, block -> block.place().hidden())
                .containsExactly(tuple("seen", false), tuple("secret", true));
    }

    @Test
    void paragraph_ids_of_word_are_taken_where_they_are_unique() throws IOException {
        String named = "<w:p w14:paraId=\"%s\">" + run("%s") + "</w:p>";
        List<Block> blocks = read(WordFile.of(
                        named.formatted("00000001", "a"),
                        named.formatted("00000002", "b"),
                        named.formatted("00000002", "c")))
                .blocks();
        assertThat(blocks.getFirst().id()).isEqualTo("p00000001");
        assertThat(blocks.subList(1, 3)).extracting(Block::id).allMatch(id -> id.startsWith("b"));
    }

    @Test
    void list_items_have_the_label_that_word_shows() throws IOException {
        String level =
                "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"%s\"/></w:lvl>";
        String item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr></w:pPr>"
                + run("item") + "</w:p>";
        WordFile file = WordFile.of(
                        item.formatted(0, 1),
                        item.formatted(1, 1),
                        item.formatted(1, 1),
                        item.formatted(0, 1),
                        item.formatted(1, 1),
                        item.formatted(0, 2))
                .part(
                        "numbering",
                        "numbering",
                        "<w:abstractNum w:abstractNumId=\"5\">" + level.formatted(0, "decimal", "%1.")
                                + level.formatted(1, "lowerLetter", "%1.%2)") + "</w:abstractNum>"
                                + "<w:abstractNum w:abstractNumId=\"6\">" + level.formatted(0, "bullet", "\uF0B7")
                                + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"5\"/></w:num>"
                                + "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"6\"/></w:num>");
        assertThat(read(file).blocks())
                .allMatch(block -> block.kind() == BlockKind.LIST_ITEM)
                .extracting(block -> block.place().listItem().orElseThrow().label())
                .containsExactly("1.", "1.a)", "1.b)", "2.", "2.a)", "•");
    }

    @Test
    void the_same_bytes_give_the_same_document() throws IOException {
        WordFile file = WordFile.of(paragraph("a"), paragraph("a"), table(row(cell(paragraph("a")))));
        assertThat(read(file)).isEqualTo(read(file));
        assertThat(read(file).blocks()).extracting(Block::id).doesNotHaveDuplicates();
        assertThat(read(file).hash()).hasSize(64);
    }

    @Test
    void of_drawings_the_text_boxes_are_read_in_groups_too_and_nothing_else() throws IOException {
        String drawing = "<w:r><w:drawing xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
                + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
                + " xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\">"
                + "<wp:inline><wp:docPr id=\"1\" name=\"Picture\" descr=\"alternative\"/><a:graphic><a:graphicData>%s"
                + "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
        String group = "<wpg:wgp><wps:wsp><wps:txbx><w:txbxContent>" + paragraph("box")
                + "</w:txbxContent></wps:txbx></wps:wsp></wpg:wgp>";
        String graphic = "<a:p><a:r><a:t>graphic</a:t></a:r></a:p>";
        String art = "<w:r><w:pict><v:shape><v:textpath string=\"art\"/></v:shape></w:pict></w:r>";
        assertThat(texts(WordFile.of("<w:p>" + run("body") + drawing.formatted(group) + drawing.formatted(graphic) + art
                        + "</w:p>")))
                .containsExactly("body", "box");
    }
}
