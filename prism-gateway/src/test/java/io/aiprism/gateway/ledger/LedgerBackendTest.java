package io.aiprism.gateway.ledger;

import static io.aiprism.gateway.ledger.Ledgers.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LedgerBackendTest {
    private final ManualClock clock = new ManualClock();
    private final Ledger ledger = Ledger.builder().clock(clock).build();
    private final ScriptedBackend model = Ledgers.model("m", Ledgers.ALL);
    private final LedgerBackend backend =
            LedgerBackend.builder(model, ledger).clock(clock).build();

    @Test
    void an_answer_is_written_with_its_tokens_by_class_and_what_they_cost() throws Exception {
        var usage = new TokenUsage(1_000, 10_000, 2_000, 500, 300);
        model.then(request -> model.response("fine", StopReason.END_TURN, usage));
        backend.send(request());

        // 0.003 + 0.003 + 0.0075 + 0.003 + 0.0045; without prompt cache 13,500 input tokens would have cost 0.0405.
        LedgerEntry.Attempt entry = onlyAttempt();
        assertThat(entry.cost().orElseThrow()).isEqualByComparingTo("0.021");
        assertThat(entry.savedByPromptCache().orElseThrow()).isEqualByComparingTo("0.024");
        assertThat(entry.usage()).contains(usage);
        assertThat(entry.outcome()).isEqualTo(LedgerEntry.Outcome.ANSWERED);
        assertThat(entry.context().tags()).containsEntry("section", "s1");
        LedgerTotals totals = ledger.totals();
        assertThat(totals.cost()).isEqualByComparingTo("0.021");
        assertThat(totals.tokens()).isEqualTo(usage);
        assertThat(totals.isCostComplete()).isTrue();
        assertThat(ledger.review("r")).contains(totals);
        assertThat(ledger.tenant("t")).contains(totals);
        assertThat(ledger.models()).containsExactly(Map.entry(model.target(), totals));
    }

    @Test
    void the_tier_that_the_answer_tells_sets_the_price() throws Exception {
        model.then(request -> atTier("flex")).then(request -> atTier("priority"));
        backend.send(request());
        backend.send(request());

        assertThat(ledger.totals().cost()).isEqualByComparingTo("0.0015");
        assertThat(ledger.totals().unknownPrice()).isEqualTo(1);
    }

    @Test
    void an_unknown_price_is_unknown_and_not_zero() throws Exception {
        ScriptedBackend unknown = Ledgers.model("new", Map.of());
        unknown.thenText("fine");
        LedgerBackend.builder(unknown, ledger).build().send(request());
        model.then(request -> atTier("flex"));
        backend.send(request());

        LedgerTotals totals = ledger.totals();
        assertThat(totals.isCostComplete()).isFalse();
        assertThat(totals.unknownPrice()).isEqualTo(1);
        assertThat(String.join("\n", totals.describe())).contains("at least 0.0015 USD (1 attempt of unknown price)");
        assertThat(String.join("\n", ledger.models().get(unknown.target()).describe()))
                .contains("cost          unknown (1 attempt of unknown price)");
    }

    @ParameterizedTest
    @EnumSource
    void every_failure_is_written_and_those_that_may_be_billed_as_of_unknown_usage(ModelException.Kind kind) {
        model.thenFail(kind);
        assertThatThrownBy(() -> backend.send(request())).isInstanceOf(ModelException.class);

        LedgerEntry.Attempt entry = onlyAttempt();
        assertThat(entry.failure()).contains(kind);
        assertThat(ledger.totals().failures()).containsExactly(Map.entry(kind, 1L));
        assertThat(ledger.totals().isCostComplete()).isEqualTo(!Ledgers.MAY_BE_BILLED.contains(kind));
        if (Ledgers.MAY_BE_BILLED.contains(kind)) {
            assertThat(entry.usage()).isEmpty();
            assertThat(entry.cost()).isEmpty();
        } else {
            assertThat(entry.usage()).contains(TokenUsage.NONE);
            assertThat(entry.cost()).contains(BigDecimal.ZERO);
        }
    }

    @Test
    void a_failure_whose_usage_is_known_costs_that() {
        model.then(request -> {
            throw ModelException.builder(ModelException.Kind.RESPONSE_CUT_OFF, "cut")
                    .usage(TokenUsage.of(1_000, 100))
                    .requestId("r-1")
                    .build();
        });
        assertThatThrownBy(() -> backend.send(request())).isInstanceOf(ModelException.class);

        assertThat(ledger.totals().cost()).isEqualByComparingTo("0.0045");
        assertThat(ledger.totals().isCostComplete()).isTrue();
        assertThat(onlyAttempt().requestId()).contains("r-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUDGET_EXCEEDED", "DEADLINE_EXCEEDED", "CIRCUIT_OPEN", "PENDING"})
    void what_was_never_sent_is_no_attempt(ModelException.Kind kind) {
        model.then(request -> {
            throw Ledgers.failure(kind);
        });
        assertThatThrownBy(() -> backend.send(request())).isInstanceOf(ModelException.class);

        assertThat(ledger.entries()).isEmpty();
    }

    @Test
    void an_interrupted_attempt_and_a_broken_one_are_written_as_aborted() {
        model.then(request -> {
                    clock.advance(Duration.ofSeconds(3));
                    throw new InterruptedException();
                })
                .then(request -> {
                    throw new IllegalStateException("a bug");
                });
        assertThatThrownBy(() -> backend.send(request())).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> backend.send(request())).isInstanceOf(IllegalStateException.class);

        LedgerEntry.Attempt entry = (LedgerEntry.Attempt) ledger.entries().getFirst();
        assertThat(entry.outcome()).isEqualTo(LedgerEntry.Outcome.ABORTED);
        assertThat(entry.took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ledger.totals().aborted()).isEqualTo(2);
        assertThat(ledger.totals().unknownUsage()).isEqualTo(2);
    }

    @Test
    void streamed_answers_are_written_as_well() throws Exception {
        model.thenText("fine");
        List<String> heard = new ArrayList<>();
        backend.stream(request(), heard::add);

        assertThat(heard).containsExactly("fine");
        assertThat(ledger.totals().attempts()).isEqualTo(1);
    }

    @Test
    void calls_retries_and_fallbacks_are_counted_around_the_whole() throws Exception {
        ScriptedBackend other = Ledgers.model("other", Ledgers.ALL);
        ModelAttempt failed = attempt(model, Optional.of(ModelException.Kind.THROTTLED));
        ModelAttempt answered = attempt(other, Optional.empty());
        model.then(request -> other.response("fine", StopReason.END_TURN)
                        .withAttempts(List.of(
                                failed,
                                failed,
                                attempt(other, Optional.of(ModelException.Kind.UNAVAILABLE)),
                                answered)))
                .then(request -> other.response("kept by the second", StopReason.END_TURN)
                        .withAttempts(List.of()))
                .thenText("at once")
                .thenFail(ModelException.Kind.ACCESS_DENIED)
                .then(request -> {
                    throw new InterruptedException();
                });
        var counting = ledger.countCalls(model);
        counting.send(request());
        counting.send(request());
        counting.send(request());
        assertThatThrownBy(() -> counting.send(request())).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> counting.stream(request(), text -> {})).isInstanceOf(InterruptedException.class);

        LedgerTotals totals = ledger.totals();
        assertThat(totals.calls()).isEqualTo(5);
        assertThat(totals.failedCalls()).isEqualTo(2);
        assertThat(totals.retries()).isEqualTo(2);
        assertThat(totals.fallbacks()).isEqualTo(2);
        assertThat(ledger.models().get(other.target()).calls()).isEqualTo(2);
    }

    private LedgerEntry.Attempt onlyAttempt() {
        assertThat(ledger.entries()).hasSize(1);
        return (LedgerEntry.Attempt) ledger.entries().getFirst();
    }

    private ModelResponse atTier(String tier) {
        ModelResponse response = model.response("fine", StopReason.END_TURN, TokenUsage.of(1_000, 0));
        return new ModelResponse(
                response.target(),
                response.content(),
                response.stopReason(),
                response.providerStopReason(),
                response.usage(),
                Optional.of(tier),
                Optional.empty(),
                Optional.empty(),
                response.attempts());
    }

    private static ModelAttempt attempt(ScriptedBackend at, Optional<ModelException.Kind> failure) {
        return new ModelAttempt(at.target(), Instant.EPOCH, Duration.ZERO, failure, Optional.empty(), Optional.empty());
    }

    private static ModelRequest request() {
        return ModelRequest.builder("text", 100).context(context("t", "r")).build();
    }
}
