package io.aiprism.testkit.analysis;

import static io.aiprism.testkit.analysis.Answers.answer;
import static io.aiprism.testkit.analysis.Answers.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.review.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which answers a later attempt, or another analysis, takes over. */
@Timeout(30)
final class ModelStepsTest {
    private final Checklist checklist = new Checklist("test", "1", "Test", Locale.ROOT, List.of(), List.of());
    private final Document document = Sketch.of("# Costs", "The journey was cheap.", "The hotel cost 100 euros.");
    private final RecordingContext context = new RecordingContext();

    static Stream<Named<UnaryOperator<ModelAnalyzer.Builder>>> others() {
        return Stream.of(
                Named.of("name", builder -> builder.name("other")),
                Named.of("max tokens", builder -> builder.maxTokens(900)),
                Named.of("temperature", builder -> builder.temperature(0.5)),
                Named.of("reasoning", builder -> builder.reasoningTokens(500)),
                Named.of("language", builder -> builder.language(Locale.FRENCH)),
                Named.of("continuations", builder -> builder.maxContinuations(0)),
                Named.of("splits", builder -> builder.maxSplits(0)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void with_another_setting_a_later_attempt_asks_again(UnaryOperator<ModelAnalyzer.Builder> setting)
            throws Exception {
        ScriptedBackend model = model("model-1");
        analyze(ModelAnalyzer.builder(model).build());
        analyze(ModelAnalyzer.builder(model).build());
        assertThat(model.requests()).hasSize(1);

        analyze(setting.apply(ModelAnalyzer.builder(model)).build());

        assertThat(model.requests()).hasSize(2);
        assertThat(context.steps()).hasSize(2);
    }

    @Test
    void another_model_is_asked_itself() throws Exception {
        analyze(ModelAnalyzer.builder(model("model-1")).build());
        ScriptedBackend other = model("model-2");
        analyze(ModelAnalyzer.builder(other).build());

        assertThat(other.requests()).hasSize(1);
    }

    @Test
    void what_follows_another_answer_is_another_step() throws Exception {
        Set<String> names = new TreeSet<>();
        for (String first : List.of("none", "nothing")) {
            var model = new ScriptedBackend("model-1").thenText(first).thenText(answer());
            var own = new RecordingContext();
            ModelAnalyzer.builder(model).build().analyze(request(), own);
            assertThat(own.steps()).hasSize(2);
            names.addAll(own.steps().keySet());
        }
        assertThat(names).hasSize(3);
    }

    @Test
    void a_malformed_answer_that_a_cache_has_kept_is_repaired_without_it() throws Exception {
        ScriptedBackend model = new ScriptedBackend("model-1");
        List<Optional<String>> keys = new ArrayList<>();
        model.otherwise(asked -> {
            keys.add(asked.cacheKey());
            return asked.cacheKey().isPresent() ? kept(model) : model.response(whole(), StopReason.END_TURN);
        });

        AnalysisResult result = ModelAnalyzer.builder(model).build().analyze(request(), context);

        assertThat(result.findings()).hasSize(1);
        assertThat(keys).hasSize(3).last().isEqualTo(Optional.empty());
    }

    private static ModelResponse kept(ScriptedBackend model) {
        return model.response("none", StopReason.END_TURN).withAttempts(List.of());
    }

    private static String whole() {
        return answer(finding("cheap", "Vague"));
    }

    private void analyze(ModelAnalyzer analyzer) throws Exception {
        assertThat(analyzer.analyze(request(), context).gap()).isEmpty();
    }

    private AnalysisRequest.OfSection request() {
        return AnalysisRequest.ofSections(document, checklist).getFirst();
    }

    private static ScriptedBackend model(String id) {
        var model = new ScriptedBackend(id);
        return model.otherwise(request -> model.response(whole(), StopReason.END_TURN));
    }
}
