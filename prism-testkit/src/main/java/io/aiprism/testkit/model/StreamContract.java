package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How answers are handed out while they come. */
public interface StreamContract extends ModelContractPart {
    /** What does not come in parts is handed out at the end. */
    @Test
    default void a_long_text_is_heard_in_parts_each_once() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(ModelFixture.text(ModelFixture.TEXT));
            List<String> parts = new ArrayList<>();

            fixture.backend.stream(ModelFixture.request("Hello"), parts::add);

            assertThat(String.join("", parts)).isEqualTo(ModelFixture.TEXT);
            assertThat(parts).allSatisfy(part -> assertThat(part).isNotEmpty());
            if (fixture.can(ProviderCapability.STREAMING)) {
                assertThat(parts).hasSizeGreaterThan(1);
            } else {
                assertThat(parts).hasSize(1);
            }
        }
    }

    @Test
    default void a_streamed_answer_is_what_sending_gives() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            ProviderAnswer answer = ModelFixture.message(
                    StopReason.MAX_TOKENS,
                    new ContentBlock.Text(ModelFixture.TEXT),
                    new ContentBlock.Text("And the rest"));
            fixture.provider.then(answer);
            fixture.provider.then(answer);

            ModelResponse sent = fixture.backend.send(ModelFixture.request("Hello"));
            ModelResponse streamed = fixture.backend.stream(ModelFixture.request("Hello"), part -> {});

            assertThat(streamed.content()).isEqualTo(sent.content());
            assertThat(streamed.stopReason()).isEqualTo(sent.stopReason());
            assertThat(streamed.providerStopReason()).isEqualTo(sent.providerStopReason());
            assertThat(streamed.usage()).isEqualTo(sent.usage());
            assertThat(streamed.target()).isEqualTo(sent.target());
            assertThat(streamed.attempts()).hasSameSizeAs(sent.attempts());
        }
    }

    @Test
    default void the_listener_is_called_on_the_callers_thread() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(ModelFixture.text(ModelFixture.TEXT));
            List<Thread> threads = new ArrayList<>();

            fixture.backend.stream(ModelFixture.request("Hello"), part -> threads.add(Thread.currentThread()));

            assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
        }
    }

    @Test
    default void a_stream_that_breaks_off_is_a_failure_and_is_not_repeated() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(new ProviderAnswer.BreaksOff(ModelFixture.TEXT));
            List<String> parts = new ArrayList<>();

            ModelException failure = failure(fixture, parts);

            if (fixture.can(ProviderCapability.STREAMING)) {
                assertThat(failure.kind()).isEqualTo(Kind.RESPONSE_CUT_OFF);
            }
            assertHeardTheBeginning(fixture, parts);
        }
    }

    @Test
    default void a_stream_that_fails_in_the_middle_says_why_and_is_not_repeated() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assertThat(fixture.provider.failures()).contains(Kind.UNAVAILABLE);
            fixture.provider.then(new ProviderAnswer.FailsLate(ModelFixture.TEXT, Kind.UNAVAILABLE));
            List<String> parts = new ArrayList<>();

            ModelException failure = failure(fixture, parts);

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertHeardTheBeginning(fixture, parts);
        }
    }

    @Test
    default void what_a_listener_throws_ends_the_call_and_comes_out_as_it_is() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(
                    fixture.can(ProviderCapability.STREAMING)
                            ? new ProviderAnswer.Stalls(ModelFixture.TEXT)
                            : ModelFixture.text(ModelFixture.TEXT));
            var thrown = new IllegalStateException("that is enough");

            Throwable caught = catchThrowable(() -> fixture.inThread(
                            () -> fixture.backend.stream(ModelFixture.request("Hello"), part -> {
                                throw thrown;
                            }))
                    .get());

            assertThat(caught).cause().isSameAs(thrown);
            fixture.awaitInFlight(0);
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }

    private static ModelException failure(ModelFixture fixture, List<String> parts) throws InterruptedException {
        ModelResponse response;
        try {
            response = fixture.backend.stream(ModelFixture.request("Hello"), parts::add);
        } catch (ModelException e) {
            return e;
        }
        return fail("expected a failure but got " + response);
    }

    private static void assertHeardTheBeginning(ModelFixture fixture, List<String> parts) {
        String heard = String.join("", parts);
        assertThat(ModelFixture.TEXT).startsWith(heard);
        if (fixture.can(ProviderCapability.STREAMING)) {
            assertThat(heard).isNotEmpty();
        } else {
            assertThat(heard).isEmpty();
        }
        assertThat(fixture.provider.calls()).isEqualTo(1);
    }
}
