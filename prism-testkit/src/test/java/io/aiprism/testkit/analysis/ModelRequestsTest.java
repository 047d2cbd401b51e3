package io.aiprism.testkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.model.Fence;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.analysis.model.Prompt;
import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.testkit.model.ScriptedBackend;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model is asked: what is the same for all sections, what names an answer, and how text is kept apart from instructions. */
@Timeout(30)
final class ModelRequestsTest {
    private static final Checklist CHECKLIST = checklist("Is it clear?");
    private static final AnalysisRequest.OfSection REQUEST =
            request(section("Costs", "The hotel cost 100 euros."), "Before", "After", CHECKLIST);

    private final ScriptedBackend model = model("model-1");

    // --- the prefix

    @Test
    void what_comes_before_the_conversation_is_the_same_for_all_sections_and_documents() throws Exception {
        ModelRequest one = ask(REQUEST);
        ModelRequest other = ask(new AnalysisRequest.OfSection(
                "other.docx",
                section("Plan", "All is well."),
                Optional.empty(),
                Optional.empty(),
                checklist("Is it clear?")));

        assertThat(bytes(one)).isEqualTo(bytes(other));
        assertThat(one.system()).isEqualTo(other.system());
        assertThat(one.output()).isEqualTo(other.output());
        assertThat(Answers.texts(one.system())).doesNotContain("hotel", "Costs", "Before", "sketch");
    }

    @Test
    void it_holds_the_checklist_and_ends_in_a_cache_point() throws Exception {
        ModelRequest request = ask(REQUEST);

        assertThat(Answers.texts(request.system())).contains("clarity: Clarity. Is it clear?");
        assertThat(request.system().getLast()).isEqualTo(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES));
        assertThat(request.output().orElseThrow().schema()).contains("\"enum\":[\"clarity\"]");
    }

    @Test
    void another_checklist_is_another_prefix() throws Exception {
        ModelRequest other = ask(request(REQUEST.section(), "Before", "After", checklist("Is it short?")));

        assertThat(bytes(other)).isNotEqualTo(bytes(ask(REQUEST)));
    }

    @Test
    void a_checklist_without_checkpoints_asks_for_none() throws Exception {
        var empty = new Checklist("empty", "1", "Empty", Locale.ROOT, List.of(), List.of());

        ModelRequest request = ask(request(REQUEST.section(), "Before", "After", empty));

        assertThat(request.output().orElseThrow().schema()).doesNotContain("checkpoints");
    }

    @Test
    void no_cache_point_is_sent_to_a_model_that_takes_none() throws Exception {
        var profile = new ModelProfile(
                "plain",
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(ModelFeature.OUTPUT_SCHEMA),
                ModelQuota.UNKNOWN,
                1,
                OptionalInt.empty(),
                false,
                Map.of());
        var plain =
                new ScriptedBackend(new ModelTarget("scripted", "plain", Optional.empty(), Optional.empty()), profile);
        plain.otherwise(request -> plain.response(Answers.answer(), StopReason.END_TURN));
        ModelAnalyzer.builder(plain).build().analyze(REQUEST, AnalysisContext.direct());

        assertThat(plain.requests().getFirst().system()).hasSize(1);
    }

    @Test
    void neighbours_and_headings_are_shown_with_the_section_but_no_outline() throws Exception {
        String text = Answers.text(ask(REQUEST).messages().getFirst());

        String line = text.lines().filter(it -> it.startsWith("<<")).findFirst().orElseThrow();
        assertThat(text)
                .contains(line
                        + "\nHeadings above it, outermost first: Costs\nSection before it: Before\nSection after it: After\n"
                        + line);
    }

    @Test
    void parameters_are_those_of_the_analyzer() throws Exception {
        ModelRequest plain = ask(REQUEST);
        ModelRequest set = ask(
                REQUEST,
                builder -> builder.maxTokens(900)
                        .reasoningTokens(2_000)
                        .temperature(0.25)
                        .language(Locale.GERMAN));

        assertThat(plain.temperature()).isEmpty();
        assertThat(plain.reasoningTokens()).isEmpty();
        assertThat(plain.maxTokens()).isEqualTo(4_000);
        assertThat(set.maxTokens()).isEqualTo(2_900);
        assertThat(set.reasoningTokens()).hasValue(2_000);
        assertThat(set.temperature()).contains(0.25);
        assertThat(Answers.texts(set.system())).contains("in German");
    }

    // --- the cache key

    @Test
    void the_same_content_has_the_same_key_whatever_its_ids_and_on_whose_behalf_it_is_asked() throws Exception {
        Section section = REQUEST.section();
        Section moved = new Section(
                "other",
                section.title(),
                section.level(),
                section.path(),
                1,
                1,
                section.blocks().stream()
                        .map(block ->
                                new Block("x" + block.id(), block.kind(), block.place(), block.text(), block.heading()))
                        .toList());
        var copied = new AnalysisRequest.OfSection(
                "copy.docx", moved, REQUEST.previousTitle(), REQUEST.nextTitle(), checklist("Is it clear?"));
        ModelAnalyzer other = ModelAnalyzer.builder(model)
                .fence(Fence.of("another secret of ours".getBytes(StandardCharsets.UTF_8)))
                .build();
        other.analyze(copied, new RecordingContext());

        ModelRequest same = model.requests().getLast();
        ModelRequest first = ask(REQUEST);
        assertThat(same.cacheKey()).isEqualTo(first.cacheKey()).isPresent();
        assertThat(same.context()).isNotEqualTo(first.context());
        assertThat(same.messages()).isNotEqualTo(first.messages());
    }

    static Stream<Named<AnalysisRequest.OfSection>> otherRequests() {
        Section section = REQUEST.section();
        return Stream.of(
                Named.of("text", request(section("Costs", "The hotel cost 200 euros."), "Before", "After", CHECKLIST)),
                Named.of("title before", request(section, "Other", "After", CHECKLIST)),
                Named.of("title after", request(section, "Before", "Other", CHECKLIST)),
                Named.of(
                        "no section after",
                        new AnalysisRequest.OfSection(
                                "sketch", section, Optional.of("Before"), Optional.empty(), CHECKLIST)),
                Named.of(
                        "headings above",
                        request(
                                new Section(
                                        section.id(),
                                        section.title(),
                                        1,
                                        List.of("Up", "Costs"),
                                        1,
                                        1,
                                        section.blocks()),
                                "Before",
                                "After",
                                CHECKLIST)),
                Named.of("checklist", request(section, "Before", "After", checklist("Is it short?"))));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void other_content_has_another_key(AnalysisRequest.OfSection other) throws Exception {
        assertThat(ask(other).cacheKey()).isPresent().isNotEqualTo(ask(REQUEST).cacheKey());
    }

    static Stream<Named<UnaryOperator<ModelAnalyzer.Builder>>> otherSettings() {
        return Stream.of(
                Named.of("prompt", builder -> builder.prompt(changedPrompt())),
                Named.of("max tokens", builder -> builder.maxTokens(900)),
                Named.of("temperature", builder -> builder.temperature(0.5)),
                Named.of("reasoning", builder -> builder.reasoningTokens(500)),
                Named.of("language", builder -> builder.language(Locale.FRENCH)));
    }

    @ParameterizedTest
    @MethodSource("otherSettings")
    void other_settings_have_another_key_and_another_version(UnaryOperator<ModelAnalyzer.Builder> setting)
            throws Exception {
        assertThat(ask(REQUEST, setting).cacheKey())
                .isPresent()
                .isNotEqualTo(ask(REQUEST).cacheKey());
        assertThat(setting.apply(ModelAnalyzer.builder(model)).build().version())
                .isNotEqualTo(ModelAnalyzer.builder(model).build().version());
    }

    @Test
    void the_version_names_prompt_schema_and_model() {
        assertThat(ModelAnalyzer.builder(model).build().version())
                .startsWith("1-1/model-1/")
                .isEqualTo(ModelAnalyzer.builder(model("model-1")).build().version());
        assertThat(ModelAnalyzer.builder(model).keepUngrounded(true).build().version())
                .isNotEqualTo(ModelAnalyzer.builder(model).build().version());
    }

    // --- text as data

    @Test
    void the_text_stands_between_lines_that_only_the_installation_can_make() throws Exception {
        byte[] secret = "a secret of this installation".getBytes(StandardCharsets.UTF_8);
        ModelRequest one = ask(REQUEST, builder -> builder.fence(Fence.of(secret)));
        ModelRequest again = ask(REQUEST, builder -> builder.fence(Fence.of(secret)));
        ModelRequest other = ask(REQUEST, builder -> builder.fence(Fence.random()));

        assertThat(Answers.shown(one)).isEqualTo("Costs\nThe hotel cost 100 euros.");
        assertThat(one.messages()).isEqualTo(again.messages()).isNotEqualTo(other.messages());
        String line = Fence.of(secret).delimiter(Answers.shown(one));
        assertThat(Answers.text(one.messages().getFirst())).contains("\n" + line + "\n");
        assertThat(line).isNotEqualTo(Fence.of(secret).delimiter("Other text."));
    }

    @Test
    void a_secret_that_could_be_guessed_is_refused() {
        assertThatThrownBy(() -> Fence.of(new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret must have at least 16 bytes, had 8");
    }

    @Test
    void places_in_the_text_are_not_filled_in() throws Exception {
        ModelRequest request = ask(
                request(section("Costs {{text}}", "Write {{checklist}} and $1 \\ here."), "{{next}}", "", CHECKLIST));

        assertThat(Answers.shown(request)).isEqualTo("Costs {{text}}\nWrite {{checklist}} and $1 \\ here.");
        assertThat(Answers.text(request.messages().getFirst())).contains("Section before it: {{next}}");
    }

    @Test
    void what_readers_do_not_see_is_not_shown() throws Exception {
        var hidden = new Place(Story.BODY, Optional.empty(), Optional.empty(), true);
        var section = new Section(
                "s1",
                "",
                0,
                List.of(),
                1,
                1,
                List.of(
                        Block.of("b1", BlockKind.PARAGRAPH, Place.BODY, "Vis\u200bible \u202etext\u202c."),
                        Block.of("b2", BlockKind.PARAGRAPH, hidden, "Secret text."),
                        Block.of("b3", BlockKind.PARAGRAPH, Place.BODY, "More.")));

        assertThat(Answers.shown(ask(request(section, "a", "b", CHECKLIST)))).isEqualTo("Visible text.\nMore.");
    }

    // --- prompts

    @Test
    void a_prompt_that_lacks_a_part_or_a_place_is_refused() {
        assertThatThrownBy(() -> Prompt.parse("2", "=== instructions\n{{language}} {{checklist}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a prompt has the parts");
        assertThatThrownBy(() -> Prompt.parse("2", promptText().replace("{{error}}", "{{eror}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part 'again' of a prompt has the places [error], was [eror]");
    }

    private static Prompt changedPrompt() {
        return Prompt.parse("2", promptText());
    }

    private static String promptText() {
        return """
                === instructions
                {{language}}
                {{checklist}}
                === section
                {{delimiter}} {{path}} {{previous}} {{next}} {{extent}} {{text}}
                === again
                {{error}}
                === corrections
                {{error}}
                === continuation
                {{count}}
                """;
    }

    private ModelRequest ask(AnalysisRequest.OfSection request) throws Exception {
        return ask(request, builder -> builder);
    }

    private ModelRequest ask(AnalysisRequest.OfSection request, UnaryOperator<ModelAnalyzer.Builder> setting)
            throws Exception {
        setting.apply(ModelAnalyzer.builder(model)).build().analyze(request, AnalysisContext.direct());
        return model.requests().getLast();
    }

    private static byte[] bytes(ModelRequest request) {
        return (request.system().toString() + request.output()).getBytes(StandardCharsets.UTF_8);
    }

    private static ScriptedBackend model(String id) {
        var model = new ScriptedBackend(id);
        return model.otherwise(request -> model.response(Answers.answer(), StopReason.END_TURN));
    }

    private static Checklist checklist(String guidance) {
        return new Checklist(
                "test",
                "1",
                "Test",
                Locale.ROOT,
                List.of(new Checkpoint("clarity", "Clarity", guidance, Optional.empty())),
                List.of());
    }

    private static Section section(String title, String text) {
        return new Section(
                "s1",
                title,
                1,
                List.of(title),
                1,
                1,
                List.of(
                        Block.of("b1", BlockKind.PARAGRAPH, Place.BODY, title),
                        Block.of("b2", BlockKind.PARAGRAPH, Place.BODY, text)));
    }

    private static AnalysisRequest.OfSection request(
            Section section, String previous, String next, Checklist checklist) {
        return new AnalysisRequest.OfSection("sketch", section, Optional.of(previous), Optional.of(next), checklist);
    }
}
