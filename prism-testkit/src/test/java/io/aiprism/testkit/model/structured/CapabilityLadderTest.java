package io.aiprism.testkit.model.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.model.Tool;
import io.aiprism.model.ToolChoice;
import io.aiprism.model.structured.CapabilityLadder;
import io.aiprism.model.structured.LadderListener;
import io.aiprism.model.structured.LearntCapabilities;
import io.aiprism.testkit.model.ScriptedBackend;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilityLadderTest {
    private static final String JSON = "{\"findings\":[]}";
    private static final OutputSchema FINDINGS = new OutputSchema("findings", "What was found", """
            {"type":"object","properties":{"findings":{"type":"array","maxItems":9,"items":{"type":"string"}}}}""");

    private final ScriptedBackend model = new ScriptedBackend("m");
    private final List<OutputRung> rungs = new ArrayList<>();
    private final LearntCapabilities learnt = new LearntCapabilities();
    private final CapabilityLadder ladder = new CapabilityLadder(model, learnt, new LadderListener() {
        @Override
        public void answered(ModelRequest request, OutputRung rung) {
            rungs.add(rung);
        }
    });

    @Test
    void a_model_that_takes_schemas_is_sent_the_lowered_one() throws Exception {
        model.thenText(JSON);

        assertThat(ladder.send(asking().build()).text()).isEqualTo(JSON);

        OutputSchema sent = model.requests().getFirst().output().orElseThrow();
        assertThat(sent.schema())
                .contains("\"description\":\"maxItems: 9\"")
                .contains("\"additionalProperties\":false");
        assertThat(rungs).containsExactly(OutputRung.NATIVE_SCHEMA);
    }

    @Test
    void each_refusal_leads_one_rung_down_and_is_remembered() throws Exception {
        refuse(ModelFeature.OUTPUT_SCHEMA);
        refuse(ModelFeature.STRICT_TOOLS);
        refuse(ModelFeature.FORCED_TOOL);
        refuse(ModelFeature.TOOLS);
        model.thenText(JSON).thenText(JSON);

        ModelResponse first = ladder.send(asking().build());
        ladder.send(asking().build());

        assertThat(first.text()).isEqualTo(JSON);
        assertThat(first.attempts()).hasSize(5);
        assertThat(first.attempts().subList(0, 4))
                .extracting(ModelAttempt::failure)
                .allSatisfy(kind -> assertThat(kind).hasValue(ModelException.Kind.UNSUPPORTED_FEATURE));
        assertThat(model.requests()).hasSize(6);
        List<ModelRequest> sent = model.requests();
        assertThat(sent.get(1).tools()).singleElement().matches(Tool::strict);
        assertThat(sent.get(1).toolChoice()).isEqualTo(new ToolChoice.Named("findings"));
        assertThat(sent.get(2).tools()).singleElement().matches(tool -> !tool.strict());
        assertThat(sent.get(2).toolChoice()).isEqualTo(new ToolChoice.Named("findings"));
        assertThat(sent.get(3).toolChoice()).isEqualTo(new ToolChoice.Auto());
        assertThat(sent.get(4).tools()).isEmpty();
        assertThat(sent.subList(1, 6))
                .allSatisfy(request -> assertThat(request.output()).isEmpty());
        assertThat(rungs).containsExactly(OutputRung.PROMPT, OutputRung.PROMPT);
    }

    @Test
    void a_rung_whose_need_was_refused_is_skipped_and_a_free_tool_may_still_be_strict() throws Exception {
        refuse(ModelFeature.OUTPUT_SCHEMA);
        refuse(ModelFeature.FORCED_TOOL);
        refuse(ModelFeature.STRICT_TOOLS);
        model.thenText(JSON);

        ladder.send(asking().build());

        assertThat(model.requests().get(2).tools()).singleElement().matches(Tool::strict);
        assertThat(model.requests().get(3).tools()).singleElement().matches(tool -> !tool.strict());
        assertThat(rungs).containsExactly(OutputRung.FREE_TOOL);
    }

    @Test
    void the_input_of_the_tool_is_read_as_text() throws Exception {
        learnt.learn(model.target(), ModelFeature.OUTPUT_SCHEMA);
        model.then(request -> used("I use the tool.", "findings"));

        ModelResponse response = ladder.send(asking().build());

        assertThat(response.text()).isEqualTo(JSON);
        assertThat(response.toolUses()).isEmpty();
        assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
    }

    @Test
    void tools_of_the_caller_stay_usable() throws Exception {
        learnt.learn(model.target(), ModelFeature.OUTPUT_SCHEMA);
        model.then(request -> used("", "search"));

        ModelResponse response = ladder.send(asking().tool(new Tool("search", "", "{\"type\":\"object\"}", false))
                .build());

        assertThat(model.requests().getFirst().tools()).extracting(Tool::name).containsExactly("search", "findings");
        assertThat(model.requests().getFirst().toolChoice()).isEqualTo(new ToolChoice.Auto());
        assertThat(response.toolUses()).hasSize(1);
        assertThat(response.stopReason()).isEqualTo(StopReason.TOOL_USE);
    }

    @Test
    void a_model_that_thinks_is_not_forced() throws Exception {
        learnt.learn(model.target(), ModelFeature.OUTPUT_SCHEMA);
        model.thenText(JSON);

        ladder.send(asking().reasoningTokens(OptionalInt.of(50)).build());

        assertThat(rungs).containsExactly(OutputRung.FREE_TOOL);
    }

    @Test
    void the_rules_of_the_prompt_stand_behind_the_prefix_that_is_kept() throws Exception {
        Set.of(ModelFeature.OUTPUT_SCHEMA, ModelFeature.TOOLS)
                .forEach(feature -> learnt.learn(model.target(), feature));
        model.thenText("```json\n" + JSON + "\n```");
        ModelRequest request = asking().system("Instructions")
                .system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES))
                .build();

        assertThat(ladder.send(request).text()).isEqualTo(JSON);

        ModelRequest sent = model.requests().getFirst();
        assertThat(sent.system()).hasSize(3).startsWith(request.system().toArray(ContentBlock[]::new));
        assertThat(((ContentBlock.Text) sent.system().getLast()).text()).contains("\"maxItems\":9");
        assertThat(sent.messages()).isEqualTo(request.messages());
    }

    @Test
    void settings_that_a_model_refuses_are_left_out_and_remembered() throws Exception {
        refuse(ModelFeature.TEMPERATURE);
        refuse(ModelFeature.TOP_P);
        refuse(ModelFeature.STOP_SEQUENCES);
        refuse(ModelFeature.LONG_PROMPT_CACHING);
        model.thenText("a").thenText("b");
        ModelRequest request = ModelRequest.builder("?", 100)
                .system("Instructions")
                .system(new ContentBlock.CachePoint(CacheTtl.ONE_HOUR))
                .temperature(0.0)
                .topP(0.5)
                .stopSequences(List.of("END"))
                .build();

        assertThat(ladder.send(request).text()).isEqualTo("a");
        new CapabilityLadder(model, learnt, LadderListener.NONE).send(request);

        assertThat(model.requests()).hasSize(6);
        ModelRequest last = model.requests().getLast();
        assertThat(last.temperature()).isEmpty();
        assertThat(last.topP()).isEmpty();
        assertThat(last.stopSequences()).isEmpty();
        assertThat(last.system()).endsWith(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES));
        assertThat(learnt.refusedBy(model.target()))
                .isEqualTo(EnumSet.of(
                        ModelFeature.TEMPERATURE,
                        ModelFeature.TOP_P,
                        ModelFeature.STOP_SEQUENCES,
                        ModelFeature.LONG_PROMPT_CACHING));
    }

    @Test
    void a_refusal_of_what_was_not_used_and_other_failures_are_passed_on_with_all_attempts() {
        refuse(ModelFeature.OUTPUT_SCHEMA);
        refuse(ModelFeature.TEMPERATURE);

        ModelException refused = catchThrowableOfType(ModelException.class, () -> ladder.send(asking().build()));

        assertThat(refused.refused()).hasValue(ModelFeature.TEMPERATURE);
        assertThat(refused.attempts()).hasSize(2);
        assertThat(learnt.refusedBy(model.target())).containsExactly(ModelFeature.OUTPUT_SCHEMA);

        model.thenFail(ModelException.Kind.THROTTLED);
        ModelException throttled = catchThrowableOfType(ModelException.class, () -> ladder.send(asking().build()));
        assertThat(throttled.kind()).isEqualTo(ModelException.Kind.THROTTLED);
    }

    @Test
    void the_wrapped_backend_is_closed() {
        ladder.close();

        assertThat(model.isClosed()).isTrue();
    }

    private static ModelRequest.Builder asking() {
        return ModelRequest.builder("Review this.", 100).output(FINDINGS);
    }

    private void refuse(ModelFeature feature) {
        model.then(request -> {
            throw model.failure(ModelException.Kind.UNSUPPORTED_FEATURE).toBuilder()
                    .refused(feature)
                    .build();
        });
    }

    private ModelResponse used(String text, String tool) {
        ModelResponse said = model.response(text, StopReason.TOOL_USE);
        List<ContentBlock> content = new ArrayList<>(said.content());
        content.add(new ContentBlock.ToolUse("1", tool, JSON));
        return said.withContent(content);
    }
}
