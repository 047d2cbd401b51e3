package io.aiprism.bench;

import com.sun.management.OperatingSystemMXBean;
import io.aiprism.gateway.Leg;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many calls of two seconds at once through a gateway, each on a virtual thread, to a backend that only waits.
 *
 * <p>All parts of the gateway take part that take part in ordinary calls: count of calls, timeout, breaker, structured output, retries,
 * limit of calls in flight, quota, ledger, budget; their limits are so wide that none of them holds a call back. There is no answer
 * cache, as no two calls are the same, and no prompt cache to be warmed up, which would have all wait for the first.
 *
 * <pre>{@code
 * ./prism bench gateway --quick
 * java -Xmx256m -XX:+UseParallelGC -cp "prism-bench/target/*:prism-bench/target/lib/*" io.aiprism.bench.ModelCallsInFlight 10000 5
 * }</pre>
 */
public final class ModelCallsInFlight {
    static final Duration CALL = Duration.ofSeconds(2);

    private static final ModelTarget TARGET = new ModelTarget("stub", "stub", Optional.empty(), Optional.empty());
    private static final ModelPrices PRICES = new ModelPrices(
            BigDecimal.valueOf(3),
            BigDecimal.valueOf(15),
            BigDecimal.ONE,
            BigDecimal.valueOf(4),
            BigDecimal.valueOf(6));
    private static final int MAX_TOKENS = 4_000;
    private static final long MUCH = 1_000_000_000_000L;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ModelCallsInFlight() {}

    /** Waits instead of answering. */
    private static final class Waiting implements ModelBackend {
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final ModelProfile profile = ModelProfile.unknown("stub")
                .withQuota(ModelQuota.perMinute(1_000_000, MUCH))
                .withPrices(Map.of(ModelProfile.DEFAULT_TIER, PRICES));

        @Override
        public ModelTarget target() {
            return TARGET;
        }

        @Override
        public ModelProfile profile() {
            return profile;
        }

        @Override
        public ModelResponse send(ModelRequest request) throws InterruptedException {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            try {
                Thread.sleep(CALL);
            } finally {
                inFlight.decrementAndGet();
            }
            return new ModelResponse(
                    TARGET,
                    List.of(new ContentBlock.Text("{\"findings\":[]}")),
                    StopReason.END_TURN,
                    "end_turn",
                    TokenUsage.of(1_500, 4),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * Has waves of calls take turns, without and with the gateway, and prints for each wave how many milliseconds it took, from before
     * the first call to after the last answer, how many calls were in flight together at most, how many milliseconds of processor time
     * the JVM took, how many milliseconds it collected garbage, and how many megabytes of heap were in use at its end. Requests are
     * made before the clock starts.
     *
     * @param args number of calls in a wave, and of waves of each kind
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int calls = Integer.parseInt(args[0]);
        int waves = Integer.parseInt(args[1]);
        var backend = new Waiting();
        try (ModelGateway gateway = gateway(backend, calls)) {
            for (int wave = 1; wave <= waves; wave++) {
                measure("bare", backend, backend, calls, wave);
                measure("gateway", gateway, backend, calls, wave);
            }
            if (gateway.ledger().totals().attempts() != (long) calls * waves) {
                throw new IllegalStateException("the ledger has %d attempts, not %d"
                        .formatted(gateway.ledger().totals().attempts(), (long) calls * waves));
            }
        }
    }

    private static void measure(String kind, ModelBackend asked, Waiting waiting, int calls, int wave)
            throws InterruptedException, ExecutionException {
        List<ModelRequest> requests = requests(calls, wave);
        waiting.most.set(0);
        long cpu = PROCESS.getProcessCpuTime();
        long collecting = collectionMillis();
        long start = System.nanoTime();
        send(asked, requests);
        System.out.printf(
                "%s %d %d %d %d %d%n",
                kind,
                (System.nanoTime() - start) / 1_000_000,
                waiting.most.get(),
                (PROCESS.getProcessCpuTime() - cpu) / 1_000_000,
                collectionMillis() - collecting,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static ModelGateway gateway(ModelBackend backend, int calls) {
        return ModelGateway.builder(Leg.of(backend)
                        .quota(Quota.builder(backend.profile().quota()).build())
                        .concurrency(ConcurrencyLimit.fixed(calls).maxWait(CALL).build()))
                .timeout(Duration.ofMinutes(5))
                .budget(Budget.builder().overall(BigDecimal.valueOf(MUCH)).build())
                .build();
    }

    private static List<ModelRequest> requests(int calls, int wave) {
        String text = Manuscript.of("calls", 1, QuotaLoad.SECTION_TOKENS, 0)
                .sections()
                .getFirst()
                .text();
        return IntStream.range(0, calls)
                .mapToObj(call -> ModelRequest.builder(text + call, MAX_TOKENS)
                        .context(new CallContext(
                                "",
                                Optional.of("review %d of wave %d".formatted(call / 100, wave)),
                                Optional.empty(),
                                Map.of()))
                        .build())
                .toList();
    }

    private static void send(ModelBackend backend, List<ModelRequest> requests)
            throws InterruptedException, ExecutionException {
        List<Future<ModelResponse>> answers = new ArrayList<>(requests.size());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ModelRequest request : requests) {
                answers.add(executor.submit(() -> backend.send(request)));
            }
            for (Future<ModelResponse> answer : answers) {
                answer.get();
            }
        }
    }
}
