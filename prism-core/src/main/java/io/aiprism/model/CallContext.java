package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * On whose behalf and until when a call is made. It never changes what the model is asked.
 *
 * @param tenant calls of different tenants take turns; the empty name is one of them
 * @param review the review that pays for the call
 * @param deadline when the answer is no longer wanted; all waiting, retries and fallbacks end by then
 * @param tags for the provider's log of invocations and for accounts, for example the section's id
 */
public record CallContext(
        String tenant, Optional<String> review, Optional<Instant> deadline, Map<String, String> tags) {
    /** No tenant, no review, no deadline. */
    public static final CallContext NONE = new CallContext("", Optional.empty(), Optional.empty(), Map.of());

    public CallContext {
        requireNonNull(tenant, "tenant");
        requireNonNull(review, "review");
        requireNonNull(deadline, "deadline");
        tags = Map.copyOf(tags);
    }

    /** The same with another deadline. */
    public CallContext withDeadline(Instant deadline) {
        return new CallContext(tenant, review, Optional.of(deadline), tags);
    }
}
