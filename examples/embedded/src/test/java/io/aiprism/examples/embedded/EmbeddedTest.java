package io.aiprism.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedTest {
    @Test
    @Timeout(60)
    void a_document_is_reviewed_and_copied(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("copy.docx");

        Embedded.main(new String[] {"../data/incident-report.docx", copy.toString()});

        assertThat(copy).isNotEmptyFile();
    }
}
