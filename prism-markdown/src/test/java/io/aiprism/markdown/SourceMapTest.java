package io.aiprism.markdown;

import static io.aiprism.markdown.Markdown.sourceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Block;
import io.aiprism.document.Span;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceMapTest {
    @Test
    void words_are_found_without_the_markup_around_and_between_them() throws IOException {
        MarkdownDocument markdown = Markdown.read("A **bold *and* more** [link](/to) end");

        assertThat(sourceOf(markdown, "bold")).containsExactly("bold");
        assertThat(sourceOf(markdown, "A bold and m")).containsExactly("A ", "bold ", "and", " m");
        assertThat(sourceOf(markdown, "link end")).containsExactly("link", " end");
    }

    @Test
    void escapes_and_references_are_whole() throws IOException {
        MarkdownDocument markdown = Markdown.read("x \\*y\\* a&amp;b &amp;amp; &nosuch; z\\\\");

        assertThat(sourceOf(markdown, "*y")).containsExactly("\\*y");
        assertThat(sourceOf(markdown, "&b")).containsExactly("&amp;b");
        assertThat(sourceOf(markdown, "a&b")).containsExactly("a&amp;b");
        assertThat(sourceOf(markdown, "&amp;")).containsExactly("&amp;amp;");
        assertThat(sourceOf(markdown, "nosuch")).containsExactly("nosuch");
        assertThat(sourceOf(markdown, "z\\")).containsExactly("z\\\\");
    }

    @Test
    void line_breaks_belong_to_the_space_that_they_are_read_as() throws IOException {
        MarkdownDocument markdown = Markdown.read("> one\n> two  \r\n> three");

        assertThat(sourceOf(markdown, "one two")).containsExactly("one\n", "two");
        assertThat(sourceOf(markdown, "two\nthree")).containsExactly("two", "\r\n", "three");
    }

    @Test
    void code_is_exact_inline_and_in_blocks() throws IOException {
        MarkdownDocument markdown = Markdown.read("a `` b`c\nd `` e\n\n- x\n\n  ```\n  one\n\n    two\n  ```\n");

        assertThat(sourceOf(markdown, "b`c d e")).containsExactly("b`c\nd", " e");
        assertThat(sourceOf(markdown, "one\n\n  two")).containsExactly("one\n\n", "  two");
    }

    @Test
    void cells_are_exact_behind_escaped_pipes() throws IOException {
        MarkdownDocument markdown =
                Markdown.read("| a | b |\n|---|---|\n| x | one \\| two \\| **three** &amp; `f\\|g` h |\n");

        assertThat(sourceOf(markdown, "two")).containsExactly("two");
        assertThat(sourceOf(markdown, "| two")).containsExactly("\\| two");
        assertThat(sourceOf(markdown, "three")).containsExactly("three");
        assertThat(sourceOf(markdown, "three & ")).containsExactly("three", " &amp; ");
        assertThat(sourceOf(markdown, "f|g h")).containsExactly("f\\|g", " h");
    }

    @Test
    void html_and_headings_and_metadata_are_exact() throws IOException {
        MarkdownDocument markdown =
                Markdown.read("---\na: b\n---\n## Head *ing* ##\n\n<p>one\n  <b>two</b> &lt;three</p>\n");

        assertThat(sourceOf(markdown, "Head ing")).containsExactly("Head ", "ing");
        assertThat(sourceOf(markdown, "one two <three")).containsExactly("one\n", "two", " &lt;three");
    }

    @Test
    void characters_outside_the_basic_plane_count_twice() throws IOException {
        MarkdownDocument markdown = Markdown.read("\uFEFF😀 **Zoë** 😀 x");

        assertThat(sourceOf(markdown, "Zoë 😀")).containsExactly("Zoë", " 😀");
        assertThat(markdown.source()).startsWith("😀");
    }

    @Test
    void spans_may_cover_several_blocks_or_nothing() throws IOException {
        MarkdownDocument markdown = Markdown.read("# one\n\n- two\n- th&amp;ree\n");
        List<Block> blocks = markdown.document().blocks();
        String last = blocks.get(2).id();

        assertThat(sourceOf(markdown, new Span(blocks.get(0).id(), 1, last, 2))).containsExactly("ne", "two", "th");
        assertThat(markdown.sourceOf(Span.within(last, 2, 2))).containsExactly(new SourceRange(17, 17));
        assertThat(markdown.sourceOf(Span.within(last, 3, 3))).containsExactly(new SourceRange(22, 22));
        assertThat(markdown.sourceOf(Span.within(last, 6, 6))).containsExactly(new SourceRange(25, 25));
    }

    @Test
    void a_span_of_another_document_is_refused() throws IOException {
        MarkdownDocument markdown = Markdown.read("a");

        assertThatThrownBy(() -> markdown.sourceOf(Span.within("b", 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not lie within document x.md");
    }
}
