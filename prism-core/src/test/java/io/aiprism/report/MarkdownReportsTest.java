package io.aiprism.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Sketch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkdownReportsTest {
    @Test
    void it_is_the_golden_file(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.md");

        MarkdownReports.write(Reviewed.everything(), file);

        assertThat(Files.readString(file)).isEqualTo(golden());
    }

    @Test
    void hostile_text_makes_no_markup() {
        String report = MarkdownReports.write(Hostile.report());

        assertThat(report)
                .doesNotContainPattern("(?<!\\\\)<")
                .doesNotContainPattern("(?<!\\\\)`")
                .doesNotContainPattern("(?<!\\\\)&")
                .doesNotContainPattern("(?<!\\\\)\\[")
                .doesNotContain("https://", "www.evil", "@everyone", "\u0000", "\u0007");
        List<String> rows = report.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows)
                .hasSize(2 + 4)
                .allSatisfy(row -> assertThat(row.replaceAll("\\\\.", "").chars())
                        .filteredOn(c -> c == '|')
                        .hasSize(6));
        assertThat(report.lines().filter(line -> line.startsWith("#"))).hasSize(1 + 2 + 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "plain words, e.g. these (and 3.5 %); plain words, e.g. these (and 3\\.5 %)",
                "a*b_c; a\\*b\\_c",
                "1. first; 1\\. first",
                "- item; \\- item",
                "# head; \\#\u2060 head",
                "===; \\=\\=\\=",
                "two  \t words; two words",
                "1 < 2 & 3; 1 \\< 2 \\& 3"
            })
    void text_is_escaped_where_it_would_be_markup(String text, String markdown) {
        assertThat(MarkdownText.of(text)).isEqualTo(markdown);
    }

    @Test
    void a_review_without_findings_is_short() {
        assertThat(MarkdownReports.write(Reviewed.report(Sketch.of("All is well."))))
                .isEqualTo("""
                        # Review of sketch.txt

                        **No findings** in 1 section.

                        Checklist: Journey report, version 2. Analyzers: proofreader, structure. Reviewed 24 Nov 2026, 12:00 UTC.

                        """);
    }

    private static String golden() throws IOException {
        try (InputStream stream = MarkdownReportsTest.class.getResourceAsStream("report.md")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
