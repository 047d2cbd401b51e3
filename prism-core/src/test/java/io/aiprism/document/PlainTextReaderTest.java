package io.aiprism.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.DocumentException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextReaderTest {
    private final DocumentReaders readers = DocumentReaders.installed();

    @Test
    void a_block_is_a_run_of_lines_between_blank_ones() throws IOException {
        Document document = read("one\ntwo\r\n\r\n \n  three");

        assertThat(document.blocks()).extracting(Block::text).containsExactly("one\ntwo", "  three");
    }

    @Test
    void reading_the_same_bytes_again_gives_an_equal_document() throws IOException {
        assertThat(read("a\n\nb\n\na")).isEqualTo(read("a\n\nb\n\na"));
    }

    @Test
    void an_edit_elsewhere_leaves_a_block_its_id() throws IOException {
        String before = read("a\n\nb").blocks().getLast().id();

        assertThat(read("x\n\ny\n\nb").blocks().getLast().id()).isEqualTo(before);
    }

    @Test
    void byte_order_marks_are_understood() throws IOException {
        String text = "\uFEFFgrüße";

        assertThat(read(text.getBytes(StandardCharsets.UTF_8))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("grüße");
        assertThat(read(text.getBytes(StandardCharsets.UTF_16LE))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("grüße");
        assertThat(read(text.getBytes(StandardCharsets.UTF_16BE))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("grüße");
    }

    @Test
    void an_empty_text_has_no_blocks() throws IOException {
        assertThat(read("").blocks()).isEmpty();
        assertThat(read(" \n \n").sections()).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xC3, 0x28}))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
                .hasMessageContaining("save it as UTF-8");
    }

    @Test
    void each_limit_is_held_and_named() {
        DocumentLimits limits = new DocumentLimits(20, 20, 1, 1, 2, 10);

        assertLimit("123456789 123456789 1", limits, "maxBytes");
        assertLimit("123456789 1", limits, "maxCharacters");
        assertLimit("a\n\nb\n\nc", limits, "maxBlocks");
    }

    @Test
    void a_stream_is_read_no_further_than_the_limit() {
        var stream = new ByteArrayInputStream(new byte[1_000]);

        assertThatThrownBy(() -> DocumentSource.read("x.txt", stream, new DocumentLimits(10, 10, 1, 1, 1, 10)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("limit of 10 bytes");
        assertThat(stream.available()).isEqualTo(989);
    }

    @Test
    void a_format_that_nobody_reads_is_refused_with_what_is_installed() {
        assertThatThrownBy(() -> readers.read(DocumentSource.of("x.pdf", new byte[] {1}), ReadOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FORMAT))
                .hasMessageContaining("text (text, txt)");
    }

    private void assertLimit(String text, DocumentLimits limits, String name) {
        assertThatThrownBy(() -> readers.read(
                        DocumentSource.of("x.txt", text.getBytes(StandardCharsets.UTF_8)),
                        ReadOptions.DEFAULT.withLimits(limits)))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT_EXCEEDED))
                .hasMessageContaining(name);
    }

    private Document read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Document read(byte[] bytes) throws IOException {
        return readers.read(DocumentSource.of("x.txt", bytes), ReadOptions.DEFAULT);
    }
}
