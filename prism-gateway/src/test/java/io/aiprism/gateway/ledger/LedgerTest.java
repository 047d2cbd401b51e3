package io.aiprism.gateway.ledger;

import static io.aiprism.gateway.ledger.Ledgers.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.cache.CachingBackend;
import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final ScriptedBackend model = model();

    @Test
    void what_a_cache_saved_is_told_apart_from_what_was_billed() throws Exception {
        Ledger ledger = Ledger.create();
        var backend = CachingBackend.builder(
                        LedgerBackend.builder(model, ledger).build(),
                        InMemoryAnswerCache.builder().build())
                .listener(ledger::saved)
                .build();
        ModelRequest request = ModelRequest.builder("text", 100)
                .cacheKey("k")
                .context(context("t", "r"))
                .build();
        backend.send(request);
        backend.send(request);
        backend.send(request);

        LedgerTotals totals = ledger.review("r").orElseThrow();
        assertThat(totals.attempts()).isEqualTo(1);
        assertThat(totals.cost()).isEqualByComparingTo("0.0045");
        assertThat(totals.savedAnswers()).isEqualTo(2);
        assertThat(totals.savedTokens()).isEqualTo(TokenUsage.of(2_000, 200));
        assertThat(totals.savedByAnswerCache()).isEqualByComparingTo("0.009");
    }

    @Test
    void totals_can_be_read() throws Exception {
        Ledger ledger = Ledger.create();
        var backend = ledger.countCalls(LedgerBackend.builder(model, ledger).build());
        model.then(request -> answer(new TokenUsage(1_000, 20_000, 5_000, 0, 2_500)))
                .thenFail(ModelException.Kind.THROTTLED)
                .thenFail(ModelException.Kind.NO_RESPONSE);
        backend.send(request("r"));
        assertThatThrownBy(() -> backend.send(request("r"))).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> backend.send(request("r"))).isInstanceOf(ModelException.class);
        ledger.saved(
                request("r"), answer(TokenUsage.of(1_200, 10)), model.profile().withPrices(Map.of()));

        assertThat(ledger.totals().describe())
                .containsExactly(
                        "calls         3 (2 failed), 0 retries, 0 fallbacks",
                        "attempts      3 (1 throttled, 1 no response)",
                        "tokens        1,000 input, 20,000 read from and 5,000 written to the prompt cache, 2,500 output",
                        "cost          at least 0.0653 USD (1 attempt of unknown usage)",
                        "prompt cache  saved 0.0503 USD",
                        "answer cache  saved an unknown amount by 1 answer without a call: 1,200 input, 0 read from"
                                + " and 0 written to the prompt cache, 10 output");
    }

    @Test
    void an_amount_that_is_not_zero_is_not_shown_as_zero() {
        assertThat(TotalsText.dollars(Ledgers.usd("0.0000030"))).isEqualTo("0.000003 USD");
        assertThat(TotalsText.dollars(Ledgers.usd("0"))).isEqualTo("0 USD");
        assertThat(TotalsText.dollars(Ledgers.usd("12.34565"))).isEqualTo("12.3457 USD");
    }

    @Test
    void memory_is_bounded_and_the_totals_of_all_stay_complete() throws Exception {
        Ledger ledger = Ledger.builder().maxEntries(10).maxReviews(3).build();
        var backend = LedgerBackend.builder(model, ledger).build();
        for (int i = 0; i < 100; i++) {
            backend.send(request("review-" + i));
            backend.send(request("lasting"));
        }

        assertThat(ledger.entries()).hasSize(10);
        assertThat(ledger.entries("review-99")).hasSize(1);
        assertThat(ledger.entries("review-0")).isEmpty();
        assertThat(ledger.review("review-0")).isEmpty();
        assertThat(ledger.review("lasting").orElseThrow().attempts()).isEqualTo(100);
        assertThat(ledger.totals().attempts()).isEqualTo(200);
    }

    @Test
    void sinks_get_every_entry_and_one_that_fails_harms_nobody() throws Exception {
        List<LedgerEntry> stored = new ArrayList<>();
        Ledger ledger = Ledger.builder()
                .sink(entry -> {
                    throw new IllegalStateException("disk full");
                })
                .sink(stored::add)
                .build();
        LedgerBackend.builder(model, ledger).build().send(request("r"));

        assertThat(stored).isEqualTo(ledger.entries()).hasSize(1);
    }

    @Test
    void nothing_is_lost_when_many_write_at_once() throws Exception {
        Ledger ledger = Ledger.create();
        var backend = LedgerBackend.builder(model, ledger).build();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String review = "r" + i % 5;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    for (int j = 0; j < 40; j++) {
                        backend.send(request(review));
                    }
                } catch (ModelException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ledger.totals().attempts()).isEqualTo(2_000);
        assertThat(ledger.totals().cost()).isEqualByComparingTo("9");
        assertThat(ledger.review("r4").orElseThrow().attempts()).isEqualTo(400);
    }

    private static ScriptedBackend model() {
        ScriptedBackend model = Ledgers.model("m", Ledgers.ALL);
        return model.otherwise(request -> model.response("fine", StopReason.END_TURN, TokenUsage.of(1_000, 100)));
    }

    private ModelResponse answer(TokenUsage usage) {
        return model.response("fine", StopReason.END_TURN, usage);
    }

    private static ModelRequest request(String review) {
        return ModelRequest.builder("text", 100).context(context("t", review)).build();
    }
}
