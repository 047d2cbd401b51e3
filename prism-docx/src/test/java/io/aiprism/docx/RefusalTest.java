package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final byte[] COMPOUND_FILE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    private static DocumentException refused(byte[] bytes, DocumentLimits limits) {
        return catchThrowableOfType(
                DocumentException.class,
                () -> new DocxReader()
                        .read(DocumentSource.of("x.docx", bytes), ReadOptions.DEFAULT.withLimits(limits)));
    }

    private static DocumentException refused(byte[] bytes) {
        return refused(bytes, DocumentLimits.DEFAULT);
    }

    private static byte[] compoundFile(String stream) {
        byte[] name = stream.getBytes(UTF_16LE);
        byte[] bytes = Arrays.copyOf(COMPOUND_FILE, 512 + name.length);
        System.arraycopy(name, 0, bytes, 512, name.length);
        return bytes;
    }

    @Test
    void a_document_with_a_password_is_encrypted() {
        assertThat(refused(compoundFile("EncryptedPackage")).kind()).isEqualTo(Kind.ENCRYPTED);
    }

    @Test
    void a_document_of_before_2007_is_unsupported_and_says_what_to_do() {
        DocumentException refused = refused(compoundFile("WordDocument"));
        assertThat(refused.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(refused).hasMessageContaining("save it as .docx");
    }

    @Test
    void what_is_no_word_document_is_an_unknown_format() {
        assertThat(refused("plain text".getBytes(UTF_8)).kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
        assertThat(refused(WordFile.zip(Map.of("a.txt", new byte[3]))).kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
        byte[] spreadsheet =
                WordFile.of().raw("word/document.xml", "<workbook/>").bytes();
        assertThat(refused(spreadsheet)).hasMessageContaining("<workbook>");
        assertThat(refused(spreadsheet).kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
    }

    @Test
    void a_file_that_is_cut_off_is_damaged() {
        byte[] whole = WordFile.of(paragraph("Text")).bytes();
        for (int length : new int[] {0, 30, whole.length / 2, whole.length - 30}) {
            assertThat(refused(Arrays.copyOf(whole, length)).kind()).isIn(Kind.DAMAGED, Kind.UNKNOWN_FORMAT);
        }
        assertThat(refused(Arrays.copyOf(whole, whole.length / 2)).kind()).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void xml_that_is_not_well_formed_is_damaged() {
        assertThat(refused(WordFile.of("<w:p>").bytes()).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused(WordFile.of("<w:p>\u0001</w:p>").bytes()).kind()).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void bytes_that_are_no_characters_are_damaged() {
        for (byte[] wrong : new byte[][] {
            {(byte) 0xC0, (byte) 0xBC}, // '<' in more bytes than it needs
            {(byte) 0xE2, (byte) 0x82}, // the beginning of a character
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // half of a surrogate pair
            {(byte) 0xFF}
        }) {
            byte[] part = WordFile.of()
                    .root("document", "<w:body><w:p><w:r><w:t>##</w:t></w:r></w:p></w:body>")
                    .getBytes(UTF_8);
            int at = new String(part, UTF_8).indexOf("##");
            byte[] broken = Arrays.copyOf(part, part.length + wrong.length);
            System.arraycopy(wrong, 0, broken, at, wrong.length);
            System.arraycopy(part, at, broken, at + wrong.length, part.length - at);
            DocumentException refused =
                    refused(WordFile.of().raw("word/document.xml", broken).bytes());
            assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
            assertThat(refused).hasMessageContaining("no characters in its encoding");
        }
    }

    @Test
    void document_type_declarations_are_refused_unread() {
        byte[] bytes = WordFile.of()
                .raw(
                        "word/document.xml",
                        "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\""
                                + WordFile.TRANSITIONAL
                                + "\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")
                .bytes();
        assertThat(refused(bytes).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused(bytes)).hasMessageContaining("document type declaration");
    }

    @Test
    void two_entries_of_one_name_are_refused() {
        byte[] doubled =
                WordFile.of(paragraph("Text")).raw("WORD/Document.xml", "<x/>").bytes();
        assertThat(refused(doubled).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused(doubled)).hasMessageContaining("two entries");
    }

    @Test
    void a_missing_main_part_is_damage() {
        byte[] bytes = WordFile.zip(Map.of(
                "_rels/.rels",
                ("<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"gone.xml\"/>"
                                + "</Relationships>")
                        .getBytes(UTF_8)));
        assertThat(refused(bytes).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused(bytes)).hasMessageContaining("gone.xml");
    }

    @Test
    void every_limit_is_named_with_its_value() {
        byte[] bytes = WordFile.of(paragraph("One"), paragraph("Two"), paragraph("Three"))
                .bytes();
        assertLimit(bytes, new DocumentLimits(100, 1 << 20, 100, 100, 100, 100), "100 bytes (maxBytes)");
        assertLimit(bytes, new DocumentLimits(1 << 20, 500, 100, 100, 100, 100), "500 (maxExpandedBytes)");
        assertLimit(bytes, new DocumentLimits(1 << 20, 1 << 20, 2, 100, 100, 100), "2 (maxEntries)");
        assertLimit(bytes, new DocumentLimits(1 << 20, 1 << 20, 100, 4, 100, 100), "4 (maxDepth)");
        assertLimit(bytes, new DocumentLimits(1 << 20, 1 << 20, 100, 100, 2, 100), "2 (maxBlocks)");
        assertLimit(bytes, new DocumentLimits(1 << 20, 1 << 20, 100, 100, 100, 10), "10 (maxCharacters)");
        assertThat(refused(bytes, new DocumentLimits(1 << 20, 1 << 20, 3, 5, 3, 11)))
                .isNull();
    }

    private static void assertLimit(byte[] bytes, DocumentLimits limits, String named) {
        DocumentException refused = refused(bytes, limits);
        assertThat(refused).hasMessageContaining(named);
        assertThat(refused.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
    }
}
