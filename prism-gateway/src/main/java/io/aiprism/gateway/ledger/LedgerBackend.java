package io.aiprism.gateway.ledger;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import io.aiprism.task.TaskClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes every attempt at a provider into a {@link Ledger}, and makes none that a {@link Budget} does not allow.
 * Thread-safe.
 *
 * <p>It stands next to the provider's backend, within all that repeats requests. When, how long, the request's id and the
 * usage are taken from the attempts that the provider's backend reports, or measured here if it reports none. Whether an
 * attempt was billed whose usage is not known goes by the kind of its failure: the model may have worked on what ended with
 * {@code MODEL_ERROR}, {@code MODEL_TIMEOUT}, {@code NO_RESPONSE}, {@code RESPONSE_CUT_OFF} or {@code INVALID_RESPONSE}, or
 * was interrupted, so its usage is recorded as unknown and a budget is charged with the worst case; all others were refused,
 * and are recorded as having used nothing.
 */
public final class LedgerBackend implements ModelBackend {
    private final ModelBackend backend;
    private final Ledger ledger;
    private final @Nullable Budget budget;
    private final Optional<String> serviceTier;
    private final TaskClock clock;

    private LedgerBackend(Builder builder) {
        this.backend = builder.backend;
        this.ledger = builder.ledger;
        this.budget = builder.budget;
        this.serviceTier = builder.serviceTier;
        this.clock = builder.clock;
    }

    /**
     * Begins a backend that keeps account of a provider's.
     *
     * @param backend is closed with this one
     */
    public static Builder builder(ModelBackend backend, Ledger ledger) {
        return new Builder(backend, ledger);
    }

    @Override
    public ModelTarget target() {
        return backend.target();
    }

    @Override
    public ModelProfile profile() {
        return backend.profile();
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return recorded(request, () -> backend.send(request));
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        return recorded(request, () -> backend.stream(request, listener));
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return backend.countInputTokens(request);
    }

    @Override
    public void close() {
        backend.close();
    }

    private ModelResponse recorded(ModelRequest request, Sending sending) throws ModelException, InterruptedException {
        @Nullable
        BudgetReservation reservation = budget == null
                ? null
                : budget.reserve(request, target(), profile().prices(serviceTier));
        Instant start = clock.now();
        @Nullable List<LedgerEntry.Attempt> entries = null;
        try {
            ModelResponse response = sending.send();
            entries = answered(request.context(), response, start);
            return response;
        } catch (ModelException e) {
            entries = failed(request.context(), e, start);
            throw e;
        } finally {
            List<LedgerEntry.Attempt> written = entries == null ? aborted(request.context(), start) : entries;
            // The budget first: a sink may take its time.
            if (reservation != null) {
                reservation.settle(charged(written, reservation.amount()));
            }
            written.forEach(ledger::record);
        }
    }

    private List<LedgerEntry.Attempt> answered(CallContext context, ModelResponse response, Instant start) {
        List<ModelAttempt> attempts = response.attempts().isEmpty()
                ? List.of(measured(start, Optional.empty(), response.requestId()))
                : response.attempts();
        List<LedgerEntry.Attempt> entries = new ArrayList<>(attempts.size());
        attempts.subList(0, attempts.size() - 1)
                .forEach(earlier -> entries.add(entry(context, earlier, earlier.usage(), serviceTier)));
        entries.add(entry(
                context,
                attempts.getLast(),
                Optional.of(response.usage()),
                response.serviceTier().or(() -> serviceTier)));
        return entries;
    }

    private List<LedgerEntry.Attempt> failed(CallContext context, ModelException failure, Instant start) {
        List<ModelAttempt> attempts = failure.attempts();
        if (attempts.isEmpty() && isSent(failure.kind())) {
            attempts = List.of(measured(start, Optional.of(failure.kind()), failure.requestId()));
        }
        List<LedgerEntry.Attempt> entries = new ArrayList<>(attempts.size());
        for (int i = 0; i < attempts.size(); i++) {
            ModelAttempt attempt = attempts.get(i);
            boolean last = i == attempts.size() - 1;
            entries.add(
                    entry(context, attempt, last ? attempt.usage().or(failure::usage) : attempt.usage(), serviceTier));
        }
        return entries;
    }

    private List<LedgerEntry.Attempt> aborted(CallContext context, Instant start) {
        return List.of(new LedgerEntry.Attempt(
                target(),
                context,
                start,
                Duration.between(start, clock.now()),
                LedgerEntry.Outcome.ABORTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private LedgerEntry.Attempt entry(
            CallContext context, ModelAttempt attempt, Optional<TokenUsage> usage, Optional<String> tier) {
        boolean free = attempt.failure().isPresent()
                && !Billing.mayBeBilled(attempt.failure().get());
        Optional<TokenUsage> billed = usage.isEmpty() && free ? Optional.of(TokenUsage.NONE) : usage;
        Optional<ModelPrices> prices = profile().prices(tier);
        Optional<BigDecimal> cost = billed.filter(TokenUsage.NONE::equals).isPresent()
                ? Optional.of(BigDecimal.ZERO)
                : billed.flatMap(tokens -> prices.map(known -> known.cost(tokens)));
        return new LedgerEntry.Attempt(
                attempt.target(),
                context,
                attempt.startedAt(),
                attempt.took(),
                attempt.failure().isPresent() ? LedgerEntry.Outcome.FAILED : LedgerEntry.Outcome.ANSWERED,
                attempt.failure(),
                billed,
                tier,
                cost,
                billed.flatMap(tokens -> prices.map(known -> Billing.savedByPromptCache(known, tokens))),
                attempt.requestId());
    }

    private ModelAttempt measured(Instant start, Optional<ModelException.Kind> failure, Optional<String> requestId) {
        return new ModelAttempt(
                target(), start, Duration.between(start, clock.now()), failure, requestId, Optional.empty());
    }

    /** What a budget is charged with: the worst case for each attempt whose cost is not known. */
    private static BigDecimal charged(List<LedgerEntry.Attempt> entries, BigDecimal worstCase) {
        BigDecimal charged = BigDecimal.ZERO;
        for (LedgerEntry.Attempt entry : entries) {
            charged = charged.add(entry.cost().orElse(worstCase));
        }
        return charged;
    }

    private static boolean isSent(ModelException.Kind kind) {
        return switch (kind) {
            case BUDGET_EXCEEDED, DEADLINE_EXCEEDED, CIRCUIT_OPEN, PENDING -> false;
            default -> true;
        };
    }

    /** Collects what is kept account of. Not thread-safe. */
    public static final class Builder {
        private final ModelBackend backend;
        private final Ledger ledger;
        private @Nullable Budget budget;
        private Optional<String> serviceTier = Optional.empty();
        private TaskClock clock = TaskClock.system();

        private Builder(ModelBackend backend, Ledger ledger) {
            this.backend = requireNonNull(backend, "backend");
            this.ledger = requireNonNull(ledger, "ledger");
        }

        /** Makes no call that would exceed this. Defaults to none. */
        public Builder budget(@Nullable Budget budget) {
            this.budget = budget;
            return this;
        }

        /**
         * The service tier that the provider is asked for. It prices the worst case of a call, and calls of which the
         * provider does not tell the tier. Defaults to {@link ModelProfile#DEFAULT_TIER}.
         */
        public Builder serviceTier(String serviceTier) {
            this.serviceTier = Optional.of(serviceTier);
            return this;
        }

        /** What attempts are timed with that the provider's backend does not report. Defaults to the system's clock. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The backend. */
        public LedgerBackend build() {
            return new LedgerBackend(this);
        }
    }
}
