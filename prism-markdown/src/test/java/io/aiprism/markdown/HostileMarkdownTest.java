package io.aiprism.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Block;
import io.aiprism.document.DocumentException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown that was made to take long or much: it is read, or refused with a typed error, within bounded time. */
@Timeout(20)
class HostileMarkdownTest {
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"> ", ">", "- ", "1. ", "> - ", "* + "})
    void what_is_nested_ten_thousand_times_is_refused(String marker) {
        String source = marker.repeat(10_000) + "a";

        assertThatThrownBy(() -> Markdown.read(source))
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.LIMIT_EXCEEDED))
                .hasMessageContaining("maxDepth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "*", "!["})
    void megabytes_of_markup_are_read(String markup) throws IOException {
        assertRead(markup, 2 * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_",
                "[](",
                "`",
                "`a",
                "&",
                "<",
                "\\",
                "<b>",
                "]",
                "[]",
                "*a",
                "**a ",
                "*a_ ",
                "&#",
                "</",
                "<!--",
                "<a ",
                "[a](",
                "[a]:",
                "[a][b]",
                "a**b",
                "[(",
                "<?",
                "<![CDATA[",
                "&amp;",
                "```\n",
                "~",
                "|",
                "a|",
                "|\n",
                "#",
                "# a\n",
                "a\n=\n",
                "- a\n",
                "    a\n",
                "\t",
                "<div>\n\n",
                "<p",
                "<p \"",
                "[^",
                "\0"
            })
    void long_runs_of_markup_are_read(String markup) throws IOException {
        assertRead(markup, MEGABYTE / 8);
    }

    private static void assertRead(String markup, int length) throws IOException {
        String source = "x " + markup.repeat(length / markup.length());

        String text = Markdown.texts(source).stream().collect(Collectors.joining());

        assertThat(text).startsWith("x");
    }

    @Test
    void links_in_pictures_that_would_take_minutes_are_refused() {
        assertThatThrownBy(() -> Markdown.read("![[]()".repeat(300_000)))
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.LIMIT_EXCEEDED))
                .hasMessageContaining("links and pictures");
    }

    @Test
    void many_tags_in_one_block_of_html_are_read() throws IOException {
        String source = "<div>" + "<script>".repeat(200_000) + "\n" + "<b title='".repeat(200_000) + "\n\nend";

        assertThat(Markdown.texts(source)).containsExactly("end");
    }

    @Test
    void scripts_that_end_are_skipped_one_by_one() throws IOException {
        String source = "<div>\n" + "<style></style>a".repeat(100_000);

        assertThat(Markdown.texts(source)).containsExactly("a".repeat(100_000));
    }

    @Test
    void emphasis_nested_a_hundred_thousand_times_is_read() throws IOException {
        String source = "*a ".repeat(100_000) + "a*".repeat(100_000);

        List<Block> blocks = Markdown.blocks(source);

        assertThat(blocks).hasSize(1);
    }

    @Test
    void a_table_whose_rows_are_filled_up_is_refused() {
        String source = "|a".repeat(10_000) + "\n" + "|-".repeat(10_000) + "\n" + "x|\n".repeat(10_000);

        assertThatThrownBy(() -> Markdown.read(source))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("maxBlocks");
    }
}
