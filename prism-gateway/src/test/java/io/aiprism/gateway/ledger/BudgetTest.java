package io.aiprism.gateway.ledger;

import static io.aiprism.gateway.ledger.Ledgers.context;
import static io.aiprism.gateway.ledger.Ledgers.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BudgetTest {
    /** What a call costs at worst: 1,000 output tokens; input costs nothing at this model. */
    private static final String WORST = "0.015";

    private final Ledger ledger = Ledger.create();
    private final ScriptedBackend model = Ledgers.model("m", Ledgers.OUTPUT_ONLY);

    @Test
    void a_call_is_refused_before_the_limit_is_exceeded_and_the_message_has_the_numbers() throws Exception {
        LedgerBackend backend = backend(Budget.builder().perReview(usd("0.02")).build());
        model.then(request -> model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 400)));
        backend.send(request("t", "r"));

        assertRefused(backend, request("t", "r"))
                .hasMessage(
                        "a call to m could cost 0.0150 USD, but of the 0.0200 USD for review 'r' 0.0060 USD are spent"
                                + " and 0 USD reserved by calls under way");
        assertThat(model.requests()).hasSize(1);
        assertThat(ledger.totals().attempts()).as("nothing was sent").isEqualTo(1);
    }

    @Test
    void a_call_that_takes_exactly_what_is_left_goes_through() throws Exception {
        Budget budget = Budget.builder().overall(usd("0.030")).build();
        model.otherwise(request -> model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 1_000)));
        LedgerBackend backend = backend(budget);
        backend.send(request("t", "r"));
        backend.send(request("t", "r"));

        assertThat(budget.spent()).hasValueSatisfying(spent -> assertThat(spent).isEqualByComparingTo("0.030"));
        assertRefused(backend, request("t", "r"));
    }

    @Test
    void what_calls_under_way_may_cost_is_not_given_away_twice() throws Exception {
        LedgerBackend backend = backend(Budget.builder().overall(usd("0.02")).build());
        model.then(outer -> {
                    assertRefused(backend, request("t", "other")).hasMessageContaining("0.0150 USD reserved");
                    return model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 10));
                })
                .thenText("fine");
        backend.send(request("t", "r"));
        backend.send(request("t", "other"));
    }

    @Test
    void each_review_and_each_tenant_has_its_own_account() throws Exception {
        Budget budget =
                Budget.builder().perReview(usd("0.015")).perTenant(usd("0.030")).build();
        model.otherwise(request -> model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 1_000)));
        LedgerBackend backend = backend(budget);
        backend.send(request("t", "r1"));
        assertRefused(backend, request("t", "r1")).hasMessageContaining("for review 'r1'");
        backend.send(request("t", "r2"));
        assertRefused(backend, request("t", "r3")).hasMessageContaining("for tenant 't'");
        backend.send(request("u", "r3"));
        backend.send(ModelRequest.builder("no review", 1_000)
                .context(new CallContext("u", Optional.empty(), Optional.empty(), Map.of()))
                .build());

        assertThat(budget.spentByReview("r1")).contains(usd("0.015000"));
        assertThat(budget.spentByTenant("t")).contains(usd("0.030000"));
        assertThat(budget.spentByTenant("nobody")).isEmpty();
        assertThat(budget.spent()).as("no limit in all").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_failed_attempt_that_may_be_billed_is_charged_at_worst_and_the_others_not_at_all(ModelException.Kind kind) {
        Budget budget = Budget.builder().overall(usd("1")).build();
        model.thenFail(kind);
        assertThatThrownBy(() -> backend(budget).send(request("t", "r"))).isInstanceOf(ModelException.class);

        assertThat(budget.spent().orElseThrow())
                .isEqualByComparingTo(Ledgers.MAY_BE_BILLED.contains(kind) ? WORST : "0");
    }

    @Test
    void a_failure_of_known_usage_is_charged_with_that_and_an_aborted_one_at_worst() {
        Budget budget = Budget.builder().overall(usd("1")).build();
        model.then(request -> {
                    throw ModelException.builder(ModelException.Kind.RESPONSE_CUT_OFF, "cut")
                            .usage(TokenUsage.of(0, 100))
                            .build();
                })
                .then(request -> {
                    throw new InterruptedException();
                });
        assertThatThrownBy(() -> backend(budget).send(request("t", "r"))).isInstanceOf(ModelException.class);
        assertThat(budget.spent().orElseThrow()).isEqualByComparingTo("0.0015");

        assertThatThrownBy(() -> backend(budget).send(request("t", "r"))).isInstanceOf(InterruptedException.class);
        assertThat(budget.spent().orElseThrow()).isEqualByComparingTo("0.0165");
    }

    @Test
    void a_model_of_unknown_price_is_refused_unless_that_is_allowed() throws Exception {
        ScriptedBackend unknown = Ledgers.model("new", Map.of()).thenText("fine");
        LedgerBackend strict = LedgerBackend.builder(unknown, ledger)
                .budget(Budget.builder().overall(usd("1")).build())
                .build();
        assertRefused(strict, request("t", "r"))
                .hasMessage(
                        "the price of new is not known, so no budget can be kept (1.0000 USD in all): give its prices,"
                                + " or allow unknown prices");

        Budget lenient = Budget.builder().overall(usd("1")).allowUnknownPrices().build();
        LedgerBackend.builder(unknown, ledger).budget(lenient).build().send(request("t", "r"));
        assertThat(lenient.spent()).contains(BigDecimal.ZERO);
        assertThat(ledger.totals().unknownPrice()).isEqualTo(1);
    }

    @Test
    void the_worst_case_writes_what_stands_before_a_cache_point_and_is_priced_by_the_tier_that_is_asked_for() {
        ModelRequest request = ModelRequest.builder("x".repeat(300), 1_000)
                .system("x".repeat(3_000))
                .system(new ContentBlock.CachePoint(CacheTtl.ONE_HOUR))
                .system("x".repeat(600))
                .system(new ContentBlock.CachePoint(CacheTtl.FIVE_MINUTES))
                .build();

        // Each text has eight tokens more than its estimate: 1,008 at 6, 208 at 3.75, 108 at 3, 1,000 at 15.
        var worstCase = new WorstCase(WorstCase.THREE_BYTES);
        assertThat(worstCase.of(request, Ledgers.PRICES)).isEqualByComparingTo("0.022152");
        assertThat(worstCase.of(request, Ledgers.FLEX)).isEqualByComparingTo("0.011076");

        LedgerBackend flex = LedgerBackend.builder(
                        Ledgers.model("m", Ledgers.ALL).thenText("fine"), ledger)
                .budget(Budget.builder().overall(usd("0.011076")).build())
                .serviceTier("flex")
                .build();
        assertThatCode(() -> flex.send(request)).doesNotThrowAnyException();
    }

    @Test
    void reviews_that_are_idle_for_long_are_forgotten_and_those_under_way_are_not() throws Exception {
        Budget budget = Budget.builder().perReview(usd("0.02")).maxReviews(2).build();
        LedgerBackend backend = backend(budget);
        model.then(outer -> {
                    for (int i = 0; i < 5; i++) {
                        backend.send(request("t", "short-" + i));
                    }
                    assertRefused(backend, request("t", "long")).hasMessageContaining("0.0150 USD reserved");
                    return model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 1_000));
                })
                .otherwise(request -> model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 1_000)));
        backend.send(request("t", "long"));

        assertThat(budget.spentByReview("long")).contains(usd("0.015000"));
        assertThat(budget.spentByReview("short-0")).isEmpty();
    }

    @Test
    void many_at_once_never_spend_more_than_the_limit_and_use_it_up() throws Exception {
        BigDecimal limit = usd("1.5");
        Budget budget = Budget.builder().overall(limit).build();
        LedgerBackend backend = backend(budget);
        model.otherwise(request -> {
            return model.response("fine", StopReason.END_TURN, TokenUsage.of(0, 1_000));
        });
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String review = "r" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    backend.send(request("t", review));
                } catch (ModelException e) {
                    refused.incrementAndGet();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(model.requests()).hasSize(100);
        assertThat(refused).hasValue(400);
        assertThat(budget.spent().orElseThrow()).isEqualByComparingTo(limit);
        assertThat(ledger.totals().cost()).isEqualByComparingTo(limit);
    }

    @Test
    void limits_must_make_sense() {
        assertThatThrownBy(() -> Budget.builder().build())
                .hasMessage("a budget needs a limit: perReview, perTenant or overall");
        assertThatThrownBy(() -> Budget.builder().perReview(usd("0"))).hasMessage("perReview must be positive, was 0");
        assertThat(Budget.builder()
                        .perReview(usd("1"))
                        .overall(usd("20"))
                        .allowUnknownPrices()
                        .build())
                .hasToString("1.0000 USD per review, 20.0000 USD in all, unknown prices allowed");
    }

    private LedgerBackend backend(Budget budget) {
        return LedgerBackend.builder(model, ledger).budget(budget).build();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            LedgerBackend backend, ModelRequest request) {
        return assertThatThrownBy(() -> backend.send(request))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.BUDGET_EXCEEDED));
    }

    private static ModelRequest request(String tenant, String review) {
        return ModelRequest.builder("text", 1_000)
                .context(context(tenant, review))
                .build();
    }
}
