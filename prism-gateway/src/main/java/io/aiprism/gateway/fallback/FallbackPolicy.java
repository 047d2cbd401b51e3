package io.aiprism.gateway.fallback;

import io.aiprism.model.ModelException.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which failures make another target be asked. Immutable.
 *
 * <p>By default those of the target and not of the request: {@link Kind#THROTTLED} (for longer than is waited),
 * {@link Kind#QUOTA_EXHAUSTED}, {@link Kind#UNAVAILABLE}, {@link Kind#NOT_READY}, {@link Kind#MODEL_ERROR},
 * {@link Kind#MODEL_TIMEOUT}, {@link Kind#CONNECTION_FAILED}, {@link Kind#RESPONSE_CUT_OFF}, {@link Kind#INVALID_RESPONSE} and
 * {@link Kind#CIRCUIT_OPEN}. {@link Kind#REQUEST_TOO_LARGE}, and an answer that has filled the model's context, only make
 * targets be asked that are known to have a larger context. What another target would not help with, such as a passed deadline or
 * a budget that is used up, never does.
 *
 * @param kinds that make the next target be asked
 */
public record FallbackPolicy(Set<Kind> kinds) {
    private static final Set<Kind> DEFAULT = Set.of(
            Kind.THROTTLED,
            Kind.QUOTA_EXHAUSTED,
            Kind.UNAVAILABLE,
            Kind.NOT_READY,
            Kind.MODEL_ERROR,
            Kind.MODEL_TIMEOUT,
            Kind.CONNECTION_FAILED,
            Kind.RESPONSE_CUT_OFF,
            Kind.INVALID_RESPONSE,
            Kind.CIRCUIT_OPEN);
    private static final Set<Kind> NEVER = Set.of(Kind.DEADLINE_EXCEEDED, Kind.BUDGET_EXCEEDED, Kind.REQUEST_TOO_LARGE);

    public FallbackPolicy {
        kinds = Set.copyOf(kinds);
        for (Kind kind : NEVER) {
            if (kinds.contains(kind)) {
                throw new IllegalArgumentException("%s cannot make every other target be asked".formatted(kind));
            }
        }
    }

    /** The defaults. */
    public static FallbackPolicy defaults() {
        return new FallbackPolicy(DEFAULT);
    }

    /**
     * The same, and these kinds too: for example {@link Kind#ACCESS_DENIED} and {@link Kind#NOT_FOUND} where models differ in who
     * may use them, or {@link Kind#NO_RESPONSE} where it matters less that a call may be billed twice.
     */
    public FallbackPolicy alsoOn(Kind first, Kind... others) {
        Set<Kind> all = EnumSet.of(first, others);
        all.addAll(kinds);
        return new FallbackPolicy(all);
    }

    /** The kinds, in the order of their declaration. */
    @Override
    public String toString() {
        return kinds.isEmpty() ? "none" : EnumSet.copyOf(kinds).toString();
    }
}
