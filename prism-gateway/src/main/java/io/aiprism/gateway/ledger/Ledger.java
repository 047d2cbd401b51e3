package io.aiprism.gateway.ledger;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelTarget;
import io.aiprism.task.TaskClock;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of what models were asked, what that took and what it cost: every attempt, failed ones included, and every
 * answer that took none. Thread-safe.
 *
 * <p>It is written by a {@link LedgerBackend} around each provider, by caches through {@link #saved}, and by {@link
 * #countCalls} around the whole. Totals stand for all, each review, each tenant and each model. Its memory is bounded: of
 * entries the oldest go first, of reviews, tenants and models those that nothing was written for longest. The totals of all
 * stay complete. Who has to keep everything adds a {@link LedgerSink}.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final TaskClock clock;
    private final List<LedgerSink> sinks;
    private final int maxEntries;
    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private final Tally all = new Tally();
    private final Map<String, Tally> reviews;
    private final Map<String, Tally> tenants;
    private final Map<ModelTarget, Tally> models;

    private Ledger(Builder builder) {
        this.clock = builder.clock;
        this.sinks = List.copyOf(builder.sinks);
        this.maxEntries = builder.maxEntries;
        this.reviews = new Recent<>(builder.maxReviews);
        this.tenants = new Recent<>(builder.maxReviews);
        this.models = new Recent<>(builder.maxReviews);
    }

    /** A ledger with all defaults. */
    public static Ledger create() {
        return builder().build();
    }

    /** Begins a ledger. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Wraps the outermost backend, so that calls, retries and fallbacks are counted as well.
     *
     * @param backend is closed with the result
     */
    public ModelBackend countCalls(ModelBackend backend) {
        return new CallCountingBackend(requireNonNull(backend, "backend"), this);
    }

    /** Writes an entry. */
    public void record(LedgerEntry entry) {
        requireNonNull(entry, "entry");
        lock.lock();
        try {
            for (Tally tally : tallies(entry.context(), entry.target())) {
                tally.add(entry);
            }
            entries.add(entry);
            if (entries.size() > maxEntries) {
                entries.remove();
            }
        } finally {
            lock.unlock();
        }
        sinks.forEach(sink -> tell(sink, entry));
    }

    /**
     * Writes down an answer that took no request.
     *
     * @param request what was asked
     * @param answer as it was when it was billed
     * @param profile of the model that answered
     */
    public void saved(ModelRequest request, ModelResponse answer, ModelProfile profile) {
        Optional<BigDecimal> cost = profile.prices(answer.serviceTier()).map(prices -> prices.cost(answer.usage()));
        record(new LedgerEntry.Saved(answer.target(), request.context(), clock.now(), answer.usage(), cost));
    }

    /** The sums of everything. */
    public LedgerTotals totals() {
        return read(all::totals);
    }

    /** The sums of a review; empty if there is nothing, or no longer. */
    public Optional<LedgerTotals> review(String review) {
        return read(() -> Optional.ofNullable(reviews.get(review)).map(Tally::totals));
    }

    /** The sums of a tenant; empty if there is nothing, or no longer. */
    public Optional<LedgerTotals> tenant(String tenant) {
        return read(() -> Optional.ofNullable(tenants.get(tenant)).map(Tally::totals));
    }

    /** The sums of each model, the one used last at the end; those of calls stand with the model that was asked last. */
    public Map<ModelTarget, LedgerTotals> models() {
        return read(() -> {
            Map<ModelTarget, LedgerTotals> totals = new LinkedHashMap<>();
            models.forEach((target, tally) -> totals.put(target, tally.totals()));
            return totals;
        });
    }

    /** What is still kept, oldest first. */
    public List<LedgerEntry> entries() {
        return read(() -> List.copyOf(entries));
    }

    /** What is still kept of a review, oldest first. */
    public List<LedgerEntry> entries(String review) {
        List<LedgerEntry> kept = new ArrayList<>(entries());
        kept.removeIf(entry -> !entry.context().review().equals(Optional.of(review)));
        return kept;
    }

    void called(CallContext context, ModelTarget last, CallPath path) {
        lock.lock();
        try {
            for (Tally tally : tallies(context, last)) {
                tally.add(path);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Tally> tallies(CallContext context, ModelTarget target) {
        List<Tally> tallies = new ArrayList<>(4);
        tallies.add(all);
        tallies.add(tenants.computeIfAbsent(context.tenant(), name -> new Tally()));
        tallies.add(models.computeIfAbsent(target, name -> new Tally()));
        context.review().ifPresent(review -> tallies.add(reviews.computeIfAbsent(review, name -> new Tally())));
        return tallies;
    }

    private <T> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    private static void tell(LedgerSink sink, LedgerEntry entry) {
        try {
            sink.recorded(entry);
        } catch (RuntimeException e) {
            LOG.warn("a ledger's sink failed", e);
        }
    }

    /** Keeps what was used last. Reading counts as use, which only the ledger's lock allows. */
    private static final class Recent<K> extends LinkedHashMap<K, Tally> {
        private static final long serialVersionUID = 1;

        private final int maximum;

        Recent(int maximum) {
            super(16, 0.75f, true);
            this.maximum = maximum;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Tally> eldest) {
            return size() > maximum;
        }
    }

    /** Collects how much a ledger keeps. Not thread-safe. */
    public static final class Builder {
        private TaskClock clock = TaskClock.system();
        private final List<LedgerSink> sinks = new ArrayList<>();
        private int maxEntries = 10_000;
        private int maxReviews = 1_000;

        private Builder() {}

        /** Where the time of saved answers comes from. Defaults to the system's clock. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Adds someone who gets every entry. */
        public Builder sink(LedgerSink sink) {
            sinks.add(requireNonNull(sink, "sink"));
            return this;
        }

        /** How many entries are kept. Defaults to 10,000. */
        public Builder maxEntries(int maxEntries) {
            this.maxEntries = requirePositive("maxEntries", maxEntries);
            return this;
        }

        /** Of how many reviews totals are kept; of tenants and of models as many. Defaults to 1,000. */
        public Builder maxReviews(int maxReviews) {
            this.maxReviews = requirePositive("maxReviews", maxReviews);
            return this;
        }

        /** The ledger. */
        public Ledger build() {
            return new Ledger(this);
        }

        private static int requirePositive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
            }
            return value;
        }
    }
}
