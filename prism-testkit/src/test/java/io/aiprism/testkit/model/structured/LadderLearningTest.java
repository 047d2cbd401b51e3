package io.aiprism.testkit.model.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputRung;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.StopReason;
import io.aiprism.model.structured.CapabilityLadder;
import io.aiprism.model.structured.LadderListener;
import io.aiprism.model.structured.LearntCapabilities;
import io.aiprism.testkit.model.ScriptedBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a ladder learns, from whom, and that it streams and counts as it asks. */
@Timeout(30)
final class LadderLearningTest {
    private static final OutputSchema SIMPLE =
            new OutputSchema("simple", "", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    private static final OutputSchema COMPLEX =
            new OutputSchema("complex", "", "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}");

    private final ScriptedBackend model = new ScriptedBackend("m");
    private final LearntCapabilities learnt = new LearntCapabilities();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final LadderListener listener = new LadderListener() {
        @Override
        public void refused(ModelTarget target, ModelFeature feature) {
            heard.add(feature.name());
        }

        @Override
        public void refused(ModelTarget target, ModelFeature feature, OutputSchema schema) {
            heard.add(feature + " of " + schema.name());
        }
    };
    private final CapabilityLadder ladder = new CapabilityLadder(model, learnt, listener);

    @Test
    void a_refusal_of_one_schema_is_remembered_for_that_schema_only() throws Exception {
        model.otherwise(request -> {
            if (request.output().isPresent() && request.output().get().name().equals("complex")) {
                throw refusal(ModelFeature.OUTPUT_SCHEMA, true);
            }
            return model.response("{}", StopReason.END_TURN);
        });

        assertThat(ladder.send(asking(COMPLEX)).outputRung()).contains(OutputRung.STRICT_TOOL);
        assertThat(ladder.send(asking(COMPLEX)).outputRung()).contains(OutputRung.STRICT_TOOL);
        assertThat(ladder.send(asking(SIMPLE)).outputRung()).contains(OutputRung.NATIVE_SCHEMA);

        assertThat(model.requests()).hasSize(4);
        assertThat(heard).containsExactly("OUTPUT_SCHEMA of complex");
        assertThat(learnt.refusedBy(model.target())).isEmpty();
        assertThat(learnt.refusedBy(model.target(), COMPLEX)).containsExactly(ModelFeature.OUTPUT_SCHEMA);
        assertThat(learnt.refusedBy(model.target(), SIMPLE)).isEmpty();

        learnt.forget(model.target());
        assertThat(learnt.refusedBy(model.target(), COMPLEX)).isEmpty();
    }

    @Test
    void a_refusal_of_schemas_at_all_holds_for_all() throws Exception {
        model.then(request -> {
                    throw refusal(ModelFeature.OUTPUT_SCHEMA, false);
                })
                .thenText("{}")
                .thenText("{}");

        ladder.send(asking(COMPLEX));
        assertThat(ladder.send(asking(SIMPLE)).outputRung()).contains(OutputRung.STRICT_TOOL);

        assertThat(model.requests()).hasSize(3);
        assertThat(heard).containsExactly("OUTPUT_SCHEMA");
    }

    @Test
    void schemas_without_end_do_not_fill_the_memory() {
        int known = 0;
        for (int i = 0; i < 5_000; i++) {
            learnt.learn(model.target(), ModelFeature.OUTPUT_SCHEMA, schema(i));
        }
        for (int i = 0; i < 5_000; i++) {
            known += learnt.refusedBy(model.target(), schema(i)).size();
        }
        assertThat(known).isBetween(1, 1_000);
        assertThat(learnt.refusedBy(model.target(), schema(4_999))).isNotEmpty();
    }

    @Test
    void many_callers_at_once_learn_a_refusal_once_and_later_ones_are_not_refused() throws Exception {
        int callers = 50;
        var together = new CyclicBarrier(callers);
        model.otherwise(request -> {
            if (request.output().isEmpty()) {
                return model.response("{}", StopReason.END_TURN);
            }
            try {
                together.await(20, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            throw refusal(ModelFeature.OUTPUT_SCHEMA, false);
        });
        List<Callable<ModelResponse>> calls = Collections.nCopies(callers, () -> ladder.send(asking(SIMPLE)));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ModelResponse> response : threads.invokeAll(calls)) {
                assertThat(response.get().outputRung()).contains(OutputRung.STRICT_TOOL);
                assertThat(response.get().attempts()).hasSize(2);
            }
        }
        ladder.send(asking(SIMPLE));

        assertThat(heard).containsExactly("OUTPUT_SCHEMA");
        assertThat(model.requests()).hasSize(2 * callers + 1);
    }

    @Test
    void what_others_have_learnt_meanwhile_is_not_tried() throws Exception {
        model.then(request -> {
                    learnt.learn(model.target(), ModelFeature.STRICT_TOOLS);
                    throw refusal(ModelFeature.OUTPUT_SCHEMA, false);
                })
                .thenText("{}");

        assertThat(ladder.send(asking(SIMPLE)).outputRung()).contains(OutputRung.FORCED_TOOL);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void text_is_streamed_as_it_comes_after_a_refusal_that_came_before_any() throws Exception {
        var backend = new Streaming();
        List<String> parts = new ArrayList<>();

        ModelResponse response = new CapabilityLadder(backend, learnt, listener)
                .stream(ModelRequest.builder("?", 100).temperature(0.5).build(), parts::add);

        assertThat(parts).containsExactly("one ", "two");
        assertThat(response.text()).isEqualTo("one two");
        assertThat(response.outputRung()).isEmpty();
        assertThat(response.attempts()).hasSize(2);
        assertThat(heard).containsExactly("TEMPERATURE");
    }

    @Test
    void nothing_is_streamed_twice_when_a_refusal_comes_after_some_text() {
        var backend = new Streaming();
        backend.refuseLate = true;
        List<String> parts = new ArrayList<>();

        assertThatThrownBy(() -> new CapabilityLadder(backend, learnt, listener)
                        .stream(ModelRequest.builder("?", 100).temperature(0.5).build(), parts::add))
                .isInstanceOf(ModelException.class);
        assertThat(parts).containsExactly("one ");
        assertThat(backend.streams).isEqualTo(1);
    }

    @Test
    void json_is_handed_out_at_the_end_when_it_is_streamed() throws Exception {
        learnt.learn(model.target(), ModelFeature.OUTPUT_SCHEMA);
        learnt.learn(model.target(), ModelFeature.TOOLS);
        model.thenText("Here: {\"a\":\"x\"} as asked.");
        List<String> parts = new ArrayList<>();

        ModelResponse response = ladder.stream(asking(SIMPLE), parts::add);

        assertThat(parts).containsExactly("{\"a\":\"x\"}");
        assertThat(response.outputRung()).contains(OutputRung.PROMPT);
    }

    @Test
    void what_would_be_sent_is_counted() throws Exception {
        var backend = new Streaming();
        var counting = new CapabilityLadder(backend, learnt, listener);
        learnt.learn(backend.target(), ModelFeature.OUTPUT_SCHEMA);
        learnt.learn(backend.target(), ModelFeature.TEMPERATURE);

        assertThat(counting.countInputTokens(
                        asking(SIMPLE).toBuilder().temperature(0.5).build()))
                .hasValue(7);

        ModelRequest counted = backend.counted.getFirst();
        assertThat(counted.output()).isEmpty();
        assertThat(counted.temperature()).isEmpty();
        assertThat(counted.tools())
                .singleElement()
                .satisfies(tool -> assertThat(tool.strict()).isTrue());
        assertThat(counting.rung(asking(SIMPLE))).contains(OutputRung.STRICT_TOOL);
    }

    private static ModelRequest asking(OutputSchema schema) {
        return ModelRequest.builder("Review this.", 100).output(schema).build();
    }

    private static OutputSchema schema(int number) {
        return new OutputSchema("s", "", "{\"type\":\"object\",\"title\":\"%d\"}".formatted(number));
    }

    private ModelException refusal(ModelFeature feature, boolean aboutSchema) {
        return model.failure(ModelException.Kind.UNSUPPORTED_FEATURE).toBuilder()
                .refused(feature)
                .aboutSchema(aboutSchema)
                .build();
    }

    /** Streams two parts, refuses a temperature, and counts seven tokens. */
    private final class Streaming implements ModelBackend {
        private final List<ModelRequest> counted = new ArrayList<>();
        private boolean refuseLate;
        private int streams;

        @Override
        public ModelTarget target() {
            return model.target();
        }

        @Override
        public ModelProfile profile() {
            return model.profile();
        }

        @Override
        public ModelResponse send(ModelRequest request) {
            throw new AssertionError("streams only");
        }

        @Override
        public ModelResponse stream(ModelRequest request, ModelStreamListener parts) throws ModelException {
            streams++;
            if (request.temperature().isPresent() && !refuseLate) {
                throw refusal(ModelFeature.TEMPERATURE, false);
            }
            parts.text("one ");
            if (request.temperature().isPresent()) {
                throw refusal(ModelFeature.TEMPERATURE, false);
            }
            parts.text("two");
            return model.response("one two", StopReason.END_TURN);
        }

        @Override
        public OptionalLong countInputTokens(ModelRequest request) {
            counted.add(request);
            return OptionalLong.of(7);
        }
    }
}
