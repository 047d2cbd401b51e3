package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.limit.ConcurrencyLimit.Result;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final ModelTarget TARGET = new ModelTarget("scripted", "m", Optional.empty(), Optional.empty());

    private final ManualClock clock = new ManualClock();
    private final SimulatedCallers callers = new SimulatedCallers(clock);

    @Test
    void it_starts_at_four_and_grows_by_one_when_as_many_have_succeeded_while_it_was_reached() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(6).clock(clock).build();
        for (int expected : List.of(5, 6, 6)) {
            round(limit, Result.SUCCESS);
            assertThat(limit.limit()).isEqualTo(expected);
        }
    }

    @Test
    void it_does_not_grow_while_it_is_not_reached() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(6).clock(clock).build();
        for (int i = 0; i < 100; i++) {
            limit.release(limit.acquire(TARGET, CallContext.NONE), Result.SUCCESS);
        }
        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void a_burst_of_throttles_lowers_it_once() throws Exception {
        ConcurrencyLimit limit =
                ConcurrencyLimit.adaptive(40).initial(20).clock(clock).build();
        List<Long> underWay = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            underWay.add(limit.acquire(TARGET, CallContext.NONE));
        }
        for (long round : underWay) {
            limit.release(round, Result.OVERLOAD);
        }
        assertThat(limit.limit()).isEqualTo(14);
        limit.release(limit.acquire(TARGET, CallContext.NONE), Result.OVERLOAD);
        assertThat(limit.limit()).isEqualTo(9);
    }

    @Test
    void it_never_falls_below_one() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(6).clock(clock).build();
        for (int i = 0; i < 10; i++) {
            limit.release(limit.acquire(TARGET, CallContext.NONE), Result.OVERLOAD);
        }
        assertThat(limit.limit()).isOne();
    }

    @Test
    void only_what_the_provider_said_lowers_it() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.adaptive(6).clock(clock).build();
        ScriptedBackend model = new ScriptedBackend("m")
                .thenFail(Kind.MODEL_ERROR)
                .then(request -> {
                    throw ModelException.of(Kind.THROTTLED, "the quota here has nothing left");
                })
                .thenFail(Kind.THROTTLED);
        var backend = new ConcurrencyBackend(model, limit, GatewayListener.NONE, clock);
        ModelRequest request = ModelRequest.builder("text", 10).build();
        for (int expected : List.of(4, 4, 2)) {
            assertThatThrownBy(() -> backend.send(request)).isInstanceOf(ModelException.class);
            assertThat(limit.limit()).isEqualTo(expected);
            assertThat(limit.inFlight()).isZero();
        }
    }

    @Test
    void calls_beyond_it_wait_and_tenants_take_turns() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.fixed(1).clock(clock).build();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        long first = limit.acquire(TARGET, CallContext.NONE);
        for (String name : List.of("a1", "a2", "a3", "b1")) {
            callers.start(() -> {
                long round = limit.acquire(TARGET, tenant(name.substring(0, 1)));
                order.add(name);
                limit.release(round, Result.SUCCESS);
            });
            callers.settle(limit::waiting);
        }
        limit.release(first, Result.SUCCESS);
        callers.settle(limit::waiting);
        assertThat(order).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void a_deadline_that_has_passed_fails_although_no_call_is_in_flight() {
        ConcurrencyLimit limit = ConcurrencyLimit.fixed(1).clock(clock).build();
        assertThat(catchThrowableOfType(
                                ModelException.class,
                                () -> limit.acquire(TARGET, CallContext.NONE.withDeadline(clock.now())))
                        .kind())
                .isEqualTo(Kind.DEADLINE_EXCEEDED);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void whoever_waits_too_long_or_is_interrupted_makes_way() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.fixed(1)
                .maxWait(Duration.ofSeconds(5))
                .clock(clock)
                .build();
        long first = limit.acquire(TARGET, CallContext.NONE);
        List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
        Thread interrupted = callers.start(() -> ends.add(
                catchThrowableOfType(InterruptedException.class, () -> limit.acquire(TARGET, CallContext.NONE))));
        callers.settle(limit::waiting);
        interrupted.interrupt();
        interrupted.join();
        callers.start(() ->
                ends.add(catchThrowableOfType(ModelException.class, () -> limit.acquire(TARGET, CallContext.NONE))));
        callers.settle(limit::waiting);
        clock.advance(Duration.ofSeconds(5));
        callers.settle(limit::waiting);
        assertThat(ends.get(0)).isInstanceOf(InterruptedException.class);
        assertThat(((ModelException) ends.get(1)).kind()).isEqualTo(Kind.THROTTLED);
        limit.release(first, Result.SUCCESS);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void thousands_of_calls_never_exceed_it_and_none_is_lost() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.fixed(8).clock(clock).build();
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            threads.add(callers.start(() -> {
                try {
                    long round = limit.acquire(TARGET, CallContext.NONE);
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    now.decrementAndGet();
                    limit.release(round, Result.SUCCESS);
                } catch (InterruptedException e) {
                    // Every fifth one is.
                }
            }));
            if (i % 5 == 0) {
                threads.getLast().interrupt();
            }
        }
        callers.run(Duration.ZERO, () -> 0);
        assertThat(most.get()).isLessThanOrEqualTo(8);
        assertThat(limit.inFlight()).isZero();
        assertThat(limit.waiting()).isZero();
    }

    private static void round(ConcurrencyLimit limit, Result result) throws Exception {
        int size = limit.limit();
        long last = 0;
        for (int i = 0; i < size; i++) {
            last = limit.acquire(TARGET, CallContext.NONE);
        }
        // Each gives its place to the next, so that the limit stays reached.
        for (int i = 0; i < size; i++) {
            limit.release(last, result);
            if (i < size - 1) {
                last = limit.acquire(TARGET, CallContext.NONE);
            }
        }
        while (limit.inFlight() > 0) {
            limit.release(-1, Result.OTHER);
        }
    }

    private static CallContext tenant(String name) {
        return new CallContext(name, Optional.empty(), Optional.empty(), Map.of());
    }
}
