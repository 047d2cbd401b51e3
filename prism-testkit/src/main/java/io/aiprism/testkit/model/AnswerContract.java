package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.Tool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer tells. */
public interface AnswerContract extends ModelContractPart {
    @Test
    default void target_and_profile_are_known_without_a_call() {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assertThat(fixture.backend.target()).isNotNull();
            assertThat(fixture.backend.profile()).isNotNull();
            assertThat(fixture.provider.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_answer_is_the_models_and_took_one_attempt(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(ModelFixture.text("Fine."));

            ModelResponse response = way.call(fixture.backend, ModelFixture.request("Hello"));

            assertThat(response.content()).containsExactly(new ContentBlock.Text("Fine."));
            assertThat(response.target()).isEqualTo(fixture.backend.target());
            assertThat(response.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.target()).isEqualTo(fixture.backend.target());
                assertThat(attempt.failure()).isEmpty();
                assertThat(attempt.usage()).contains(response.usage());
                assertThat(attempt.requestId()).isEqualTo(response.requestId());
                assertThat(attempt.took()).isGreaterThanOrEqualTo(Duration.ZERO);
            });
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void every_token_is_counted_in_its_class(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            boolean cached = fixture.can(ProviderCapability.PROMPT_CACHING);
            TokenUsage billed = cached ? new TokenUsage(7, 3_000, 500, 0, 20) : TokenUsage.of(7, 20);
            fixture.provider.then(new ProviderAnswer.Message(
                    List.of(new ContentBlock.Text("Fine.")), StopReason.END_TURN, billed));

            ModelRequest.Builder request = ModelRequest.builder("Hello", 100).system("You are brief.");
            if (cached) {
                request.system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES));
            }

            assertThat(way.call(fixture.backend, request.build()).usage()).isEqualTo(billed);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void every_stop_reason_is_told_and_none_is_a_failure(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assertThat(fixture.provider.stopReasons()).contains(StopReason.END_TURN, StopReason.MAX_TOKENS);
            for (StopReason reason : fixture.provider.stopReasons()) {
                fixture.provider.then(ModelFixture.message(reason, new ContentBlock.Text("And so")));

                ModelResponse response = way.call(fixture.backend, ModelFixture.request("Hello"));

                assertThat(response.stopReason()).isEqualTo(reason);
                assertThat(response.providerStopReason())
                        .as("%s in the provider's words", reason)
                        .isNotBlank();
                assertThat(response.text()).as("%s", reason).isEqualTo("And so");
                assertThat(response.attempts())
                        .as("%s", reason)
                        .singleElement()
                        .satisfies(attempt -> assertThat(attempt.failure()).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_text_is_that_of_all_blocks_in_order(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.then(ModelFixture.message(
                    StopReason.END_TURN,
                    new ContentBlock.Text("First, \"quoted\"\n"),
                    new ContentBlock.Text("then an Ä and a \uD83D\uDE00, "),
                    new ContentBlock.Text("and an end.")));

            assertThat(way.call(fixture.backend, ModelFixture.request("Hello")).text())
                    .isEqualTo("First, \"quoted\"\nthen an Ä and a \uD83D\uDE00, and an end.");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_model_is_told_system_prompt_and_turns_in_order(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();
            ModelRequest request = ModelRequest.builder("Who \"are\" you?", 100)
                    .system("You are brief.")
                    .system("You are \uD83D\uDE00.")
                    .message(Message.assistant("A model.\nOf many."))
                    .message(Message.user("Which?"))
                    .build();

            assertThat(way.call(fixture.backend, request).text())
                    .isEqualTo("You are brief.\nYou are \uD83D\uDE00.\nWho \"are\" you?\nA model.\nOf many.\nWhich?");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_use_of_a_tool_comes_back_as_the_model_asked_for_it(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            assumeTrue(fixture.can(ProviderCapability.TOOLS), "the provider's models use no tools");
            fixture.provider.then(ModelFixture.message(
                    StopReason.TOOL_USE,
                    new ContentBlock.Text("Let me see."),
                    new ContentBlock.ToolUse("use-1", "look_up", "{\"term\":\"a \\\"b\\\"\",\"pages\":[1,2.5]}")));
            ModelRequest request = ModelRequest.builder("What is a b?", 100)
                    .tool(new Tool("look_up", "Looks a term up.", "{\"type\":\"object\"}", false))
                    .build();

            ModelResponse response = way.call(fixture.backend, request);

            assertThat(response.stopReason()).isEqualTo(StopReason.TOOL_USE);
            assertThat(response.text()).isEqualTo("Let me see.");
            assertThat(response.toolUses()).singleElement().satisfies(use -> {
                assertThat(use.id()).isEqualTo("use-1");
                assertThat(use.name()).isEqualTo("look_up");
                assertThat(use.input().replace(" ", ""))
                        .isEqualTo("{\"term\":\"a\\\"b\\\"\",\"pages\":[1,2.5]}");
            });
        }
    }
}
