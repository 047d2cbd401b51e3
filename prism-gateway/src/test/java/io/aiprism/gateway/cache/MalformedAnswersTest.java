package io.aiprism.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.testkit.model.ScriptedBackend;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are not what was asked for, and what a cache keeps of them and of those that repair them. */
@Timeout(30)
final class MalformedAnswersTest {
    private static final String WHOLE = """
            {"findings": [{"quote": "cheap", "severity": "important", "category": "c", "title": "Vague", "description": "d"}]}""";
    private static final OutputSchema SCHEMA = new OutputSchema(
            "o", "", "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}");

    private final ScriptedBackend model = new ScriptedBackend("model-1");
    private final CachingBackend backend =
            CachingBackend.builder(model, InMemoryAnswerCache.builder().build()).build();
    private final ModelAnalyzer analyzer = ModelAnalyzer.builder(backend).build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":"x"}              | true
            {"a":"x","b":null}     | true
            {"a":1}                | false
            {"a":null}             | false
            {}                     | false
            {"a":"x"               | false
            none                   | false
            """)
    void an_answer_is_kept_if_it_is_the_json_that_was_asked_for(String answer, boolean kept) throws Exception {
        model.thenText(answer).thenText("{\"a\":\"other\"}");
        ModelRequest request =
                ModelRequest.builder("?", 100).cacheKey("k").output(SCHEMA).build();
        backend.send(request);

        assertThat(backend.send(request).text().equals(answer)).isEqualTo(kept);
    }

    @Test
    void how_an_answer_was_asked_for_is_kept_with_it() throws Exception {
        model.then(
                request -> model.response("{\"a\":\"x\"}", StopReason.END_TURN).withOutputRung(OutputRung.FORCED_TOOL));
        ModelRequest request =
                ModelRequest.builder("?", 100).cacheKey("k").output(SCHEMA).build();
        backend.send(request);

        ModelResponse kept = backend.send(request);

        assertThat(kept.attempts()).isEmpty();
        assertThat(kept.outputRung()).contains(OutputRung.FORCED_TOOL);
    }

    @Test
    void an_answer_that_was_repaired_is_kept_and_not_repaired_anew() throws Exception {
        model.thenText("Here you are: none!").thenText(WHOLE);

        assertThat(titles(analyze())).containsExactly("Vague");
        assertThat(titles(analyze())).containsExactly("Vague");
        assertThat(titles(analyze())).containsExactly("Vague");

        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void corrections_of_the_same_answer_are_asked_for_once() throws Exception {
        String spoilt = WHOLE.replace("important", "terrible");
        model.thenText(spoilt).thenText(WHOLE).thenText(spoilt);

        assertThat(titles(analyze())).containsExactly("Vague");
        assertThat(titles(analyze())).containsExactly("Vague");

        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void an_answer_that_could_not_be_repaired_is_asked_for_again_next_time() throws Exception {
        model.thenText("none").thenText("none").thenText(WHOLE);

        assertThatThrownBy(this::analyze).isInstanceOf(PermanentFailureException.class);
        assertThat(titles(analyze())).containsExactly("Vague");
        assertThat(titles(analyze())).containsExactly("Vague");

        assertThat(model.requests()).hasSize(3);
    }

    private AnalysisResult analyze() throws Exception {
        var section = new Section(
                "s1",
                "",
                0,
                List.of(),
                1,
                1,
                List.of(Block.of("b1", BlockKind.PARAGRAPH, Place.BODY, "It was cheap.")));
        var checklist = new Checklist("test", "1", "Test", Locale.ROOT, List.of(), List.of());
        return analyzer.analyze(
                new AnalysisRequest.OfSection("test", section, Optional.empty(), Optional.empty(), checklist),
                AnalysisContext.direct());
    }

    private static List<String> titles(AnalysisResult result) {
        return result.findings().stream().map(Finding::title).toList();
    }
}
