package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.BatchBackend;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchBackendTest {
    private final ModelTarget target = new ModelTarget("acme", "model-1", Optional.empty(), Optional.empty());
    private final BatchBackend batch = new BatchBackend(target, ModelProfile.unknown("model-1"));
    private final ScriptedBackend model = new ScriptedBackend(target, ModelProfile.unknown("model-1"));

    @Test
    void what_is_asked_is_collected_once_in_order_and_answered_when_the_answer_is_there() throws Exception {
        assertThat(failure("One").kind()).isEqualTo(Kind.PENDING);
        assertThat(failure("Two").attempts()).isEmpty();
        failure("One");
        assertThat(batch.open().values()).extracting(BatchBackendTest::text).containsExactly("One", "Two");

        String first = batch.open().keySet().iterator().next();
        batch.answer(first, model.response("Fine.", StopReason.END_TURN));

        assertThat(batch.send(request("One")).text()).isEqualTo("Fine.");
        assertThat(batch.open().values()).extracting(BatchBackendTest::text).containsExactly("Two");
        failure("Two");
    }

    @Test
    void a_request_is_the_same_on_whoevers_behalf() throws Exception {
        failure("One");
        batch.answer(batch.open().keySet().iterator().next(), model.response("Fine.", StopReason.END_TURN));

        ModelRequest later = request("One").toBuilder()
                .context(new CallContext(
                        "acme", Optional.of("r-2"), Optional.of(Instant.EPOCH), Map.of("section", "s-9")))
                .build();

        assertThat(batch.send(later).text()).isEqualTo("Fine.");
        assertThat(failureOf(request("One").toBuilder().maxTokens(5).build()).kind())
                .isEqualTo(Kind.PENDING);
    }

    @Test
    void what_the_job_could_not_answer_fails_with_its_reason() {
        failure("One");
        batch.fail(batch.open().keySet().iterator().next(), model.failure(Kind.REQUEST_TOO_LARGE));

        assertThat(failure("One").kind()).isEqualTo(Kind.REQUEST_TOO_LARGE);
        assertThat(batch.open()).isEmpty();
    }

    @Test
    void only_what_is_open_can_be_answered() {
        assertThatThrownBy(() -> batch.answer("x", model.response("Fine.", StopReason.END_TURN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no open request 'x'");
        batch.close();
        assertThatThrownBy(() -> batch.send(request("One"))).isInstanceOf(IllegalStateException.class);
    }

    private ModelException failure(String text) {
        return failureOf(request(text));
    }

    private ModelException failureOf(ModelRequest request) {
        try {
            throw new AssertionError("expected a failure but got " + batch.send(request));
        } catch (ModelException e) {
            return e;
        }
    }

    private static ModelRequest request(String text) {
        return ModelRequest.builder(text, 100).build();
    }

    private static String text(ModelRequest request) {
        return request.messages().getFirst().content().getFirst() instanceof ContentBlock.Text(var text) ? text : "";
    }
}
