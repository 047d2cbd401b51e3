package io.aiprism.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.ListItem;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Section;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReaderTest {
    @Test
    void it_is_found_for_its_extensions() throws IOException {
        for (String name : List.of("a.md", "A.MD", "a.markdown")) {
            Document document = DocumentReaders.installed()
                    .read(DocumentSource.of(name, "# One".getBytes(StandardCharsets.UTF_8)), ReadOptions.DEFAULT);

            assertThat(document.format()).isEqualTo("markdown");
            assertThat(document.sections()).extracting(Section::title).containsExactly("One");
        }
    }

    @Test
    void headings_of_both_kinds_begin_sections() throws IOException {
        MarkdownDocument markdown =
                Markdown.read("before\n\n# A #\n\none\n\nB\n---\ntwo\n\nC *c*\n===\n\n####### no heading");

        assertThat(markdown.document().sections())
                .extracting(Section::title, Section::level, Section::path)
                .containsExactly(
                        tuple("", 0, List.of()),
                        tuple("A", 1, List.of("A")),
                        tuple("B", 2, List.of("A", "B")),
                        tuple("C c", 1, List.of("C c")));
        assertThat(markdown.document().blocks().get(1).heading()).contains(new Heading(1, HeadingSource.MARKUP));
    }

    @Test
    void inline_markup_is_not_text() throws IOException {
        assertThat(Markdown.texts(
                        "*a* **b** ***c*** `d` [e](f \"g\") <https://h.example> ![i](j) k<b>l</b> [m][n]\n\n[n]: /o"))
                .containsExactly("a b c d e https://h.example i kl m");
    }

    @Test
    void escapes_and_character_references_are_resolved() throws IOException {
        assertThat(Markdown.texts("\\*a\\* &amp; &lt;b&gt; &auml; &#x1F600; &nosuch; \\a &amp;amp; `&amp;\\*`"))
                .containsExactly("*a* & <b> ä 😀 &nosuch; \\a &amp; &amp;\\*");
    }

    @Test
    void a_line_that_wraps_is_one_space_and_a_hard_break_a_line_feed() throws IOException {
        assertThat(Markdown.texts("one \ntwo  \nthree\\\nfour<br>five\r\nsix"))
                .containsExactly("one two\nthree\nfour\nfive six");
    }

    @Test
    void list_items_have_level_and_label() throws IOException {
        List<Block> blocks = Markdown.blocks("- a\n\n  b\n  1) c\n  2) d\n- \n- e\n\n7. f");

        assertThat(blocks)
                .extracting(Block::text, block -> block.place().listItem().orElseThrow())
                .containsExactly(
                        tuple("a", new ListItem(0, "•")),
                        tuple("b", new ListItem(0, "")),
                        tuple("c", new ListItem(1, "1)")),
                        tuple("d", new ListItem(1, "2)")),
                        tuple("e", new ListItem(0, "•")),
                        tuple("f", new ListItem(0, "7.")));
        assertThat(blocks).extracting(Block::kind).containsOnly(BlockKind.LIST_ITEM);
    }

    @Test
    void each_cell_of_a_table_is_a_block() throws IOException {
        List<Block> blocks = Markdown.blocks(
                "| a | b \\| c |\n|---|:-:|\n| `d \\| e` | |\n| f | **g** | too much |\n\nx|y\n-|-\nz|");

        assertThat(blocks)
                .extracting(Block::text, block -> block.place().cell().orElseThrow())
                .containsExactly(
                        tuple("a", new Cell("t1", 0, 0)),
                        tuple("b | c", new Cell("t1", 0, 1)),
                        tuple("d | e", new Cell("t1", 1, 0)),
                        tuple("f", new Cell("t1", 2, 0)),
                        tuple("g", new Cell("t1", 2, 1)),
                        tuple("x", new Cell("t2", 0, 0)),
                        tuple("y", new Cell("t2", 0, 1)),
                        tuple("z", new Cell("t2", 1, 0)));
    }

    @Test
    void code_is_kept_as_it_is() throws IOException {
        List<Block> blocks = Markdown.blocks(
                "```java\n  int *a*;\n\n\tb();\n```\n\n- x\n\n      in a list\n\n>     quoted\n\n\tindented\n");

        assertThat(blocks)
                .extracting(Block::kind, Block::text)
                .containsExactly(
                        tuple(BlockKind.CODE, "  int *a*;\n\n\tb();"),
                        tuple(BlockKind.LIST_ITEM, "x"),
                        tuple(BlockKind.CODE, "in a list"),
                        tuple(BlockKind.CODE, "quoted"),
                        tuple(BlockKind.CODE, "indented"));
    }

    @Test
    void all_text_in_a_quotation_is_quoted_and_headings_there_begin_no_section() throws IOException {
        MarkdownDocument markdown = Markdown.read("# A\n\n> # B\n>\n> c\nlazy\n>\n> - d\n");

        assertThat(markdown.document().sections()).extracting(Section::title).containsExactly("A");
        assertThat(markdown.document().blocks().stream().skip(1))
                .extracting(Block::kind, Block::text)
                .containsExactly(
                        tuple(BlockKind.QUOTE, "B"), tuple(BlockKind.QUOTE, "c lazy"), tuple(BlockKind.QUOTE, "d"));
    }

    @Test
    void of_html_the_text_is_read() throws IOException {
        List<Block> blocks = Markdown.blocks("""
                <h1 align="center">A &amp; B</h1>
                <p>one
                  <b>two</b><br/>three</p><p>four</p>
                <!-- unseen -->
                <script>unseen()</script>

                <table><tr><td>c</td><td title="a > b">d</td></tr></table>

                <pre>
                 e
                  f
                </pre>

                <div>1 < 2 <unclosed
                """);

        assertThat(blocks)
                .extracting(Block::kind, Block::text)
                .containsExactly(
                        tuple(BlockKind.HEADING, "A & B"),
                        tuple(BlockKind.PARAGRAPH, "one two\nthree"),
                        tuple(BlockKind.PARAGRAPH, "four"),
                        tuple(BlockKind.PARAGRAPH, "c"),
                        tuple(BlockKind.PARAGRAPH, "d"),
                        tuple(BlockKind.CODE, "\n e\n  f\n"),
                        tuple(BlockKind.PARAGRAPH, "1 < 2"));
    }

    @Test
    void what_readers_do_not_see_is_not_read() throws IOException {
        assertThat(Markdown.texts("---\ntitle: x\nlist:\n  - y\n---\n\n***\n\n<!-- c -->\n\n[l]: /u \"t\"\n\nseen"))
                .containsExactly("seen");
    }

    @Test
    void what_only_looks_like_metadata_is_read() throws IOException {
        assertThat(Markdown.texts("---\nA sentence here.\n---\n")).containsExactly("A sentence here.");
        assertThat(Markdown.texts("---\ntitle: never closed\n")).containsExactly("title: never closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byte_order_marks_are_understood(String charset) throws IOException {
        byte[] bytes = "\uFEFF# Grüße".getBytes(Charset.forName(charset));

        Document document = new MarkdownReader().read(DocumentSource.of("x.md", bytes), ReadOptions.DEFAULT);

        assertThat(document.blocks()).extracting(Block::text).containsExactly("Grüße");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void line_ends_of_other_systems_give_the_same_blocks(String end) throws IOException {
        String source = "# A\n\none\ntwo  \nthree\n\n- b\n\n      c\n\n```\nd\n\ne\n```\n\n|f|g|\n|-|-|\n|h|i|\n";

        assertThat(Markdown.texts(source.replace("\n", end))).isEqualTo(Markdown.texts(source));
    }

    @Test
    void nothing_to_see_is_a_document_without_blocks() throws IOException {
        for (String source : List.of("", " \n\n", "\uFEFF", "***", "- \n- ", "<br>", "|  |\n|--|\n")) {
            assertThat(Markdown.texts(source)).as(source).isEmpty();
        }
    }

    @Test
    void reading_the_same_bytes_again_gives_an_equal_document_and_edits_elsewhere_leave_ids() throws IOException {
        assertThat(Markdown.read("# a\n\nb\n\nb").document())
                .isEqualTo(Markdown.read("# a\n\nb\n\nb").document());
        assertThat(Markdown.blocks("x\n\n*b*").getLast().id())
                .isEqualTo(Markdown.blocks("b").getLast().id());
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> new MarkdownReader()
                        .read(DocumentSource.of("x.md", new byte[] {(byte) 0xC3, 0x28}), ReadOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.DAMAGED))
                .hasMessageContaining("save it as UTF-8");
    }

    @Test
    void each_limit_is_held_and_named() {
        assertLimit("123456789 123456789 1", "maxBytes");
        assertLimit("123456789 1", "maxCharacters");
        assertLimit("a\n\nb\n\nc", "maxBlocks");
        assertLimit(">>>>a", "maxDepth");
    }

    private static void assertLimit(String source, String name) {
        var limits = new DocumentLimits(20, 20, 1, 3, 2, 10);
        assertThatThrownBy(() -> Markdown.read(source, ReadOptions.DEFAULT.withLimits(limits)))
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.LIMIT_EXCEEDED))
                .hasMessageContaining(name);
    }
}
