package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Block;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Archives as office programs write them, and unusual ones, which a library reads. */
final class ArchiveTest {
    private static final byte[] USUAL = WordFile.of(paragraph("First"), paragraph("Second"))
            .raw("word/media/image.bin", "picture")
            .bytes();
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;

    /** Changes how an archive is written. */
    private interface Setting {
        void apply(ZipArchiveOutputStream zip) throws IOException;
    }

    private static List<String> texts(byte[] file) throws IOException {
        return new DocxReader()
                .read(DocumentSource.of("x.docx", file), ReadOptions.DEFAULT).blocks().stream()
                        .map(Block::text)
                        .toList();
    }

    private static boolean isUsual(byte[] file) throws IOException {
        return CentralDirectory.read("x.docx", file, DocumentLimits.DEFAULT.maxEntries()) != null;
    }

    private static byte[] writtenAgain(Setting setting) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes);
                var in = new ZipInputStream(new ByteArrayInputStream(USUAL))) {
            setting.apply(zip);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
                in.transferTo(zip);
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void assertRead(byte[] file, boolean usual) throws IOException {
        assertThat(isUsual(file)).isEqualTo(usual);
        assertThat(texts(file)).containsExactly("First", "Second");
    }

    @Test
    void deflated_entries_are_read() throws IOException {
        assertRead(USUAL, true);
    }

    @Test
    void an_archive_with_a_comment_is_read() throws IOException {
        assertRead(writtenAgain(zip -> zip.setComment("a comment at the end")), true);
    }

    @Test
    void an_archive_in_the_format_for_large_ones_is_read() throws IOException {
        assertRead(writtenAgain(zip -> zip.setUseZip64(Zip64Mode.Always)), false);
    }

    @Test
    void an_archive_with_a_name_that_is_not_ascii_is_read() throws IOException {
        assertRead(
                writtenAgain(zip -> {
                    zip.putArchiveEntry(new ZipArchiveEntry("word/media/im\u00e1gen.bin"));
                    zip.write(1);
                    zip.closeArchiveEntry();
                }),
                false);
    }

    @Test
    void stored_entries_are_read() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes);
                var in = new ZipInputStream(new ByteArrayInputStream(USUAL))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                var stored = new ZipArchiveEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(content.length);
                var crc = new CRC32();
                crc.update(content);
                stored.setCrc(crc.getValue());
                zip.putArchiveEntry(stored);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
        assertRead(bytes.toByteArray(), true);
    }

    @Test
    void an_entry_whose_content_is_said_to_be_behind_the_end_is_damaged() {
        byte[] broken = USUAL.clone();
        ByteBuffer bytes = ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + Integer.BYTES <= broken.length; i++) {
            if (bytes.getInt(i) == DIRECTORY_SIGNATURE) {
                bytes.putInt(i + 42, broken.length - 1);
            }
        }
        assertThatThrownBy(() -> texts(broken))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.DAMAGED));
    }
}
