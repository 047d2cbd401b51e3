package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Document;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import io.aiprism.finding.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingCommentsTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private final WordFile file = WordFile.of(WordFile.paragraph("one two three"));

    private Document document() throws IOException {
        return new DocxReader().read(file.source(), ReadOptions.DEFAULT);
    }

    private FindingBuilder finding() throws IOException {
        Document document = document();
        return Finding.in(
                        document.sections().getFirst(),
                        Span.within(document.blocks().getFirst().id(), 4, 7),
                        Provenance.of("test", "1", "rule"))
                .severity(Severity.IMPORTANT)
                .category("wording")
                .title("Wrong number")
                .description("It is another one.");
    }

    @Test
    void a_comment_says_all_that_the_finding_says() throws IOException {
        Finding finding = finding()
                .description("It is another one.\n\nSee above.")
                .replacement("2")
                .questions(List.of("Why?"))
                .build();

        DocxComment comment = FindingComments.by("Ada  von Lovelace", NOON).of(finding);

        assertThat(comment)
                .isEqualTo(new DocxComment(
                        finding.span(),
                        "Ada  von Lovelace",
                        "AvL",
                        NOON,
                        List.of(
                                "Wrong number (important)",
                                "It is another one.",
                                "See above.",
                                "Suggestion: 2",
                                "Why?")));
    }

    @Test
    void words_to_be_left_out_are_said_to_be() throws IOException {
        assertThat(FindingComments.by("Prism", NOON)
                        .of(finding().replacement("").build())
                        .paragraphs())
                .contains("Suggestion: leave these words out");
    }

    @Test
    void replacements_are_tracked_changes_only_on_request() throws IOException {
        var comments = FindingComments.by("Prism", NOON);
        List<Finding> findings =
                List.of(finding().replacement("2").build(), finding().build());

        assertThat(comments.of(findings))
                .extracting(DocxComment::replacement)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(comments.suggestingEdits(true).of(findings))
                .extracting(DocxComment::replacement)
                .containsExactly(Optional.of("2"), Optional.empty());
        AnnotationResult result = new DocxAnnotator()
                .annotate(file.source(), comments.suggestingEdits(true).of(findings), new ByteArrayOutputStream());
        assertThat(result.tracked())
                .singleElement()
                .satisfies(
                        anchored -> assertThat(anchored.comment().replacement()).contains("2"));
    }

    @Test
    void an_author_without_a_name_is_refused() {
        assertThatThrownBy(() -> FindingComments.by(" ", NOON)).isInstanceOf(IllegalArgumentException.class);
    }
}
