package io.aiprism.gateway.fallback;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.call.GatewayEvent;
import io.aiprism.gateway.call.GatewayListener;
import io.aiprism.gateway.call.HeardListener;
import io.aiprism.gateway.call.ModelCall;
import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks several targets one after the other until one answers, as a {@link FallbackPolicy} says. Thread-safe. It owns the targets'
 * backends and closes them.
 *
 * <p>Answers and failures carry the attempts at all targets, and an answer says who gave it. If all have failed, the failure is
 * that of the last one that was really asked, with the shortest time after which one of them is to be asked again. An answer that
 * was cut short by the model's context is better than none, and is handed out if no larger one answers; then its attempt is not
 * the last. No other target is asked for a stream of which anything was heard.
 */
public final class FallbackBackend implements ModelBackend {
    private final List<ModelBackend> targets;
    private final FallbackPolicy policy;
    private final GatewayListener listener;
    private final TaskClock clock;

    /**
     * Creates a backend.
     *
     * @param targets in the order in which they are asked
     */
    public FallbackBackend(
            List<ModelBackend> targets, FallbackPolicy policy, GatewayListener listener, TaskClock clock) {
        this.targets = List.copyOf(targets);
        this.policy = requireNonNull(policy, "policy");
        this.listener = requireNonNull(listener, "listener");
        this.clock = requireNonNull(clock, "clock");
        if (this.targets.isEmpty()) {
            throw new IllegalArgumentException("a fallback needs at least one target");
        }
    }

    @Override
    public ModelTarget target() {
        return targets.getFirst().target();
    }

    @Override
    public ModelProfile profile() {
        return targets.getFirst().profile();
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        return ask(request, target -> target::send, () -> true);
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        var heard = new HeardListener(listener);
        return ask(request, target -> same -> target.stream(same, heard), () -> !heard.hasHeard());
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        return targets.getFirst().countInputTokens(request);
    }

    @Override
    public void close() {
        @Nullable RuntimeException failure = null;
        for (ModelBackend target : targets) {
            try {
                target.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private ModelResponse ask(ModelRequest request, Function<ModelBackend, ModelCall> how, BooleanSupplier repeatable)
            throws ModelException, InterruptedException {
        List<ModelAttempt> attempts = new ArrayList<>();
        List<ModelException> failures = new ArrayList<>();
        @Nullable ModelResponse truncated = null;
        int at = 0;
        while (true) {
            ModelBackend target = targets.get(at);
            int next;
            Kind kind;
            try {
                ModelResponse response = how.apply(target).make(request).after(attempts);
                kind = Kind.REQUEST_TOO_LARGE;
                next = response.stopReason() == StopReason.CONTEXT_WINDOW_EXCEEDED ? larger(at) : targets.size();
                if (next == targets.size() || isOver(request) || !repeatable.getAsBoolean()) {
                    return response;
                }
                truncated = response;
                attempts = new ArrayList<>(response.attempts());
            } catch (ModelException e) {
                failures.add(e);
                kind = e.kind();
                next = kind == Kind.REQUEST_TOO_LARGE
                        ? larger(at)
                        : policy.kinds().contains(kind) ? at + 1 : -1;
                if (next < 0 || next >= targets.size() || isOver(request) || !repeatable.getAsBoolean()) {
                    if (truncated != null) {
                        attempts.addAll(e.attempts());
                        return truncated.withAttempts(attempts);
                    }
                    throw next < 0 || failures.size() == 1 ? e.after(attempts) : allFailed(failures, attempts);
                }
                attempts.addAll(e.attempts());
            }
            listener.on(
                    new GatewayEvent.FellOver(target.target(), targets.get(next).target(), request.context(), kind));
            at = next;
        }
    }

    /** The next target that is known to have a larger context. */
    private int larger(int at) {
        OptionalInt context = targets.get(at).profile().contextTokens();
        int next = at + 1;
        while (context.isPresent()
                && next < targets.size()
                && targets.get(next).profile().contextTokens().orElse(0) <= context.getAsInt()) {
            next++;
        }
        return context.isPresent() ? next : targets.size();
    }

    private boolean isOver(ModelRequest request) {
        return request.context()
                .deadline()
                .filter(deadline -> !clock.now().isBefore(deadline))
                .isPresent();
    }

    private static ModelException allFailed(List<ModelException> failures, List<ModelAttempt> earlier) {
        ModelException last = failures.reversed().stream()
                .filter(failure -> failure.kind() != Kind.CIRCUIT_OPEN)
                .findFirst()
                .orElse(failures.getLast());
        List<ModelAttempt> attempts = new ArrayList<>(earlier);
        attempts.addAll(failures.getLast().attempts());
        @Nullable
        Duration soonest = failures.stream()
                .flatMap(failure -> failure.retryAfter().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        String messages = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
        ModelException all = last.toBuilder()
                .message("all of %d targets failed: %s".formatted(failures.size(), messages))
                .retryAfter(soonest)
                .attempts(attempts)
                .build();
        failures.stream().filter(failure -> failure != last).forEach(all::addSuppressed);
        return all;
    }
}
