package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.task.Codec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a durable executor stores of a review reads back to what it was, over generated documents. */
final class ReviewTasksTest {
    private static final String[] LINES = {
        "# Findings",
        "## Details 😀",
        "### Deep",
        "Text with “quotes”, TBD and é.",
        "- 14 March 2026: item",
        "> said",
        "` code",
        "| Action | Owner | Due |",
        "| mend | | soon |",
        "| paint | Ada | |",
        "",
        "# Timeline",
        "TODO: write this.",
        "[insert name here] and ____ more",
        "A paragraph of more than twelve words, which may well stand there a second time."
    };

    @Test
    void inputs_and_outcomes_survive_as_json() throws Exception {
        Checklist checklist = Checklist.builtIn("general-report");
        var analyzer = new StructureAnalyzer();
        var random = new Random(7);
        for (int round = 0; round < 100; round++) {
            Document document = document(random);
            var whole = new DocumentAnalysis("structure", AnalysisRequest.ofDocument(document, checklist));

            assertThat(copy(ReviewTasks.document("structure").input(), whole)).isEqualTo(whole);
            assertThat(whole.request().document()).isEqualTo(document);
            for (AnalysisRequest.OfSection request : AnalysisRequest.ofSections(document, checklist)) {
                var section = new SectionAnalysis("structure", request);
                assertThat(copy(ReviewTasks.section("structure").input(), section))
                        .isEqualTo(section);
            }
            AnalysisResult result = analyzer.analyze(whole.request(), AnalysisContext.direct());
            assertThat(copy(ReviewTasks.document("structure").output(), result)).isEqualTo(result);
            assertThat(result.findings())
                    .allSatisfy(finding -> assertThat(finding.quote()).isEqualTo(document.text(finding.span())));
        }
    }

    private static Document document(Random random) {
        String[] lines = new String[1 + random.nextInt(40)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = LINES[random.nextInt(LINES.length)];
        }
        lines[0] = "A beginning";
        return Sketch.of(lines);
    }

    private static <T> T copy(Codec<T> codec, T value) {
        return codec.decode(codec.encode(value));
    }
}
