package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotaTest {
    private static final ModelTarget TARGET = new ModelTarget("scripted", "m", Optional.empty(), Optional.empty());

    private final ManualClock clock = new ManualClock();
    private final SimulatedCallers callers = new SimulatedCallers(clock);
    private final ScriptedBackend model = new ScriptedBackend("m");
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_call_larger_than_the_bucket_fails_at_once_and_says_so() {
        Quota quota = quota(1_000, 1_000);
        ModelException failure = refused(quota, CallContext.NONE, 1_001);
        assertThat(failure.kind()).isEqualTo(Kind.REQUEST_TOO_LARGE);
        assertThat(failure).hasMessageContainingAll("1001", "tokensPerMinute", "1000", "m");
    }

    @Test
    void a_call_as_large_as_the_bucket_is_let_through_although_the_bucket_is_kept_below_the_limit() throws Exception {
        Quota quota = quota(1_000, 1_000);
        quota.reserve(TARGET, CallContext.NONE, 1_000, 1);
        assertThat(quota.waiting()).isZero();
    }

    @Test
    void what_is_not_used_is_given_to_those_who_wait_at_once() throws Exception {
        Quota quota = quota(1_000, 6_000);
        Reservation first = quota.reserve(TARGET, CallContext.NONE, 5_800, 100);
        start(quota, "a", 3_000);
        callers.settle(quota::waiting);
        assertThat(quota.waiting()).isOne();
        first.settle(100);
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 3000");
    }

    @Test
    void more_than_was_set_aside_is_taken_later() throws Exception {
        Quota quota = quota(1_000, 6_000);
        quota.reserve(TARGET, CallContext.NONE, 1_000, 0).settle(6_900);
        start(quota, "a", 1);
        callers.settle(quota::waiting);
        assertThat(order).isEmpty();
        // 5,900 at first, overdrawn by 1,000; 100 come in each second.
        clock.advance(Duration.ofSeconds(10));
        callers.settle(quota::waiting);
        assertThat(order).isEmpty();
        clock.advance(Duration.ofMillis(10));
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 1");
    }

    @Test
    void a_small_call_does_not_pass_a_large_one() throws Exception {
        Quota quota = quota(1_000, 6_000);
        quota.reserve(TARGET, CallContext.NONE, 5_000, 5_000);
        start(quota, "a", 3_000);
        callers.settle(quota::waiting);
        start(quota, "a", 10);
        callers.settle(quota::waiting);
        assertThat(quota.waiting()).isEqualTo(2);
        // 900 are left and 100 come in each second.
        clock.advance(Duration.ofSeconds(20));
        callers.settle(quota::waiting);
        assertThat(order).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 3000", "a 10");
    }

    @Test
    void a_tenant_with_one_call_does_not_wait_for_all_of_another_one() throws Exception {
        Quota quota = quota(60, 1_000_000);
        for (int i = 0; i < 59; i++) {
            quota.reserve(TARGET, CallContext.NONE, 1, 1);
        }
        for (int i = 1; i <= 5; i++) {
            start(quota, "busy", i);
            callers.settle(quota::waiting);
        }
        start(quota, "quiet", 7);
        callers.settle(quota::waiting);
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(1));
            callers.settle(quota::waiting);
        }
        assertThat(order).containsExactly("busy 1", "quiet 7", "busy 2", "busy 3", "busy 4", "busy 5");
    }

    @Test
    void a_call_whose_turn_cannot_come_before_its_deadline_fails_at_once() throws Exception {
        Quota quota = quota(60, 6_000);
        quota.reserve(TARGET, CallContext.NONE, 5_900, 5_900);
        CallContext soon = CallContext.NONE.withDeadline(clock.now().plusSeconds(9));
        ModelException failure = refused(quota, soon, 1_000);
        assertThat(failure.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(quota.waiting()).isZero();
    }

    @Test
    void one_whose_turn_may_come_if_others_use_less_waits_until_its_deadline() throws Exception {
        Quota quota = quota(60, 6_000);
        Reservation first = quota.reserve(TARGET, CallContext.NONE, 5_900, 100);
        var failure = new AtomicReference<ModelException>();
        CallContext soon = CallContext.NONE.withDeadline(clock.now().plusSeconds(9));
        callers.start(() -> failure.set(refused(quota, soon, 1_000)));
        callers.settle(quota::waiting);
        assertThat(quota.waiting()).isOne();
        clock.advance(Duration.ofSeconds(9));
        callers.settle(quota::waiting);
        assertThat(failure.get().kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
        first.settle(100);
        assertThat(quota.waiting()).isZero();
    }

    @Test
    void a_call_whose_turn_cannot_come_in_the_time_it_may_wait_is_told_when_to_come_again() throws Exception {
        Quota quota = Quota.builder(ModelQuota.perMinute(60, 1_000_000))
                .clock(clock)
                .maxWait(Duration.ofSeconds(2))
                .build();
        for (int i = 0; i < 59; i++) {
            quota.reserve(TARGET, CallContext.NONE, 1, 1);
        }
        start(quota, "a", 1);
        callers.settle(quota::waiting);
        start(quota, "a", 2);
        callers.settle(quota::waiting);
        ModelException failure = refused(quota, new CallContext("a", Optional.empty(), Optional.empty(), Map.of()), 3);
        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure.attempts()).isEmpty();
    }

    @Test
    void a_deadline_that_has_passed_fails_although_there_is_quota() {
        Quota quota = quota(60, 6_000);
        assertThat(refused(quota, CallContext.NONE.withDeadline(clock.now()), 1).kind())
                .isEqualTo(Kind.DEADLINE_EXCEEDED);
    }

    @Test
    void one_that_is_interrupted_makes_way() throws Exception {
        Quota quota = quota(1_000, 6_000);
        quota.reserve(TARGET, CallContext.NONE, 5_000, 5_000);
        var interrupted = new AtomicReference<Throwable>();
        Thread large = callers.start(() -> interrupted.set(catchThrowableOfType(
                InterruptedException.class, () -> quota.reserve(TARGET, CallContext.NONE, 6_000, 1))));
        callers.settle(quota::waiting);
        start(quota, "", 10);
        callers.settle(quota::waiting);
        large.interrupt();
        large.join();
        callers.settle(quota::waiting);
        assertThat(interrupted.get()).isInstanceOf(InterruptedException.class);
        assertThat(order).containsExactly(" 10");
    }

    @Test
    void a_provider_that_throttles_empties_the_bucket_once_for_all_calls_under_way() throws Exception {
        Quota quota = quota(60, 6_000);
        Reservation first = quota.reserve(TARGET, CallContext.NONE, 1_000, 1);
        Reservation second = quota.reserve(TARGET, CallContext.NONE, 1_000, 1);
        first.fail(model.failure(Kind.THROTTLED), QuotaRule.documented(), 1);
        clock.advance(Duration.ofSeconds(2));
        second.fail(model.failure(Kind.THROTTLED), QuotaRule.documented(), 1);
        // 200 have come in since the first, and the second did not take them.
        quota.reserve(TARGET, CallContext.NONE, 200, 1);
        assertThat(quota.waiting()).isZero();
        start(quota, "a", 100);
        callers.settle(quota::waiting);
        assertThat(quota.waiting()).isOne();
        clock.advance(Duration.ofSeconds(1));
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 100");
    }

    @Test
    void a_provider_that_says_how_long_is_left_alone_for_that_long() throws Exception {
        Quota quota = quota(60_000, 6_000_000);
        ModelException throttled = model.failure(Kind.THROTTLED).toBuilder()
                .retryAfter(Duration.ofSeconds(7))
                .build();
        quota.reserve(TARGET, CallContext.NONE, 1, 1).fail(throttled, QuotaRule.documented(), 1);
        start(quota, "a", 1);
        callers.settle(quota::waiting);
        clock.advance(Duration.ofMillis(6_999));
        callers.settle(quota::waiting);
        assertThat(order).isEmpty();
        clock.advance(Duration.ofMillis(1));
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 1");
    }

    @Test
    void what_was_never_sent_is_given_back_with_its_request() throws Exception {
        Quota quota = quota(1, 6_000);
        ModelException local = ModelException.of(Kind.BUDGET_EXCEEDED, "too dear");
        for (int i = 0; i < 10; i++) {
            quota.reserve(TARGET, CallContext.NONE, 5_000, 1).fail(local, QuotaRule.documented(), 1);
        }
        assertThat(quota.waiting()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RESPONSE", "DEADLINE_EXCEEDED"})
    void what_is_known_of_nobody_counts_as_used(Kind kind) throws Exception {
        Quota quota = quota(1_000, 6_000);
        quota.reserve(TARGET, CallContext.NONE, 5_800, 1).fail(model.failure(kind), QuotaRule.documented(), 1);
        start(quota, "a", 5_800);
        callers.settle(quota::waiting);
        assertThat(quota.waiting()).isOne();
        clock.advance(Duration.ofSeconds(58));
        callers.settle(quota::waiting);
        assertThat(order).containsExactly("a 5800");
    }

    @Test
    void a_day_s_quota_is_kept_as_well() throws Exception {
        Quota quota = Quota.builder(
                        new ModelQuota(OptionalLong.empty(), OptionalLong.of(1_000_000), OptionalLong.of(86_400)))
                .clock(clock)
                .build();
        quota.reserve(TARGET, CallContext.NONE, 86_000, 86_000);
        ModelException failure = refused(quota, CallContext.NONE, 1_000);
        // 400 less the token of the first second are left, and one comes in each second.
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(601));
    }

    @Test
    void a_throttled_minute_does_not_use_up_the_day_and_a_day_that_is_used_up_is_believed() throws Exception {
        Quota quota = Quota.builder(
                        new ModelQuota(OptionalLong.empty(), OptionalLong.of(60_000), OptionalLong.of(86_400)))
                .clock(clock)
                .build();
        quota.reserve(TARGET, CallContext.NONE, 10_000, 1)
                .fail(model.failure(Kind.THROTTLED), QuotaRule.documented(), 1);
        clock.advance(Duration.ofMinutes(1));
        quota.reserve(TARGET, CallContext.NONE, 50_000, 1)
                .fail(model.failure(Kind.QUOTA_EXHAUSTED), QuotaRule.documented(), 1);
        // One token comes in each second.
        assertThat(refused(quota, CallContext.NONE, 1_000).retryAfter()).contains(Duration.ofSeconds(1_000));
    }

    @Test
    void processes_share_a_quota_evenly() {
        ModelQuota shared = Quota.builder(ModelQuota.perMinute(60, 200_000))
                .sharedByProcesses(4)
                .build()
                .limits();
        assertThat(shared).isEqualTo(ModelQuota.perMinute(15, 50_000));
        assertThatThrownBy(() -> Quota.builder(ModelQuota.perMinute(3, 10)).sharedByProcesses(4))
                .hasMessage("requestsPerMinute 3 cannot be shared by 4 processes");
    }

    @Test
    void hundreds_of_callers_that_are_interrupted_at_random_lose_nothing() throws Exception {
        Quota quota = quota(100_000, 60_000);
        quota.reserve(TARGET, CallContext.NONE, 59_000, 59_000);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            threads.add(callers.start(() -> {
                try {
                    quota.reserve(TARGET, CallContext.NONE, 100, 100).settle(0);
                } catch (InterruptedException e) {
                    // Is what is tried here.
                }
            }));
        }
        for (int i = 0; i < threads.size(); i += 3) {
            threads.get(i).interrupt();
            clock.advance(Duration.ofMillis(1));
        }
        callers.run(Duration.ofMillis(100), quota::waiting);
        clock.advance(Duration.ofMinutes(1));
        // Full again, and nothing is set aside.
        quota.reserve(TARGET, CallContext.NONE, 60_000, 60_000);
        assertThat(refused(quota, CallContext.NONE.withDeadline(clock.now().plusMillis(1)), 1_000)
                        .kind())
                .isEqualTo(Kind.DEADLINE_EXCEEDED);
    }

    private Quota quota(long requests, long tokens) {
        return Quota.builder(ModelQuota.perMinute(requests, tokens))
                .clock(clock)
                .build();
    }

    private void start(Quota quota, String tenant, long tokens) {
        callers.start(() -> {
            quota.reserve(
                    TARGET, new CallContext(tenant, Optional.empty(), Optional.empty(), Map.of()), tokens, tokens);
            order.add(tenant + " " + tokens);
        });
    }

    private static ModelException refused(Quota quota, CallContext context, long tokens) {
        return catchThrowableOfType(ModelException.class, () -> quota.reserve(TARGET, context, tokens, tokens));
    }
}
