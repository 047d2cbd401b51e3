package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one task is run. What is left out is taken from the options that its type was registered with, and else from the
 * {@link TaskManagerConfig}. Immutable.
 *
 * @param tenant on whose behalf; tenants take turns when tasks queue up. Defaults to the empty name
 * @param idempotencyKey two submits with one key (and tenant) are one task; see {@link TaskManager#submit}
 * @param startAt not to be run before; the task is {@link TaskState#SCHEDULED} until then
 * @param timeout from submit, or from {@code startAt}, to the end of the last attempt
 * @param attemptTimeout of each attempt
 * @param retry what happens after a failure
 * @param admission what happens when the queue is full
 * @param retention how long the outcome can be read, from the end of the task
 * @param labels for the application's own use; part of the task's status
 */
public record TaskOptions(
        String tenant,
        Optional<String> idempotencyKey,
        Optional<Instant> startAt,
        Optional<Duration> timeout,
        Optional<Duration> attemptTimeout,
        Optional<RetryPolicy> retry,
        Optional<Admission> admission,
        Optional<Duration> retention,
        Map<String, String> labels) {
    /** Everything left out. */
    public static final TaskOptions DEFAULT = builder().build();

    public TaskOptions {
        requireNonNull(tenant, "tenant");
        requireNonNull(idempotencyKey, "idempotencyKey");
        requireNonNull(startAt, "startAt");
        requirePositive("timeout", timeout);
        requirePositive("attemptTimeout", attemptTimeout);
        requireNonNull(retry, "retry");
        requireNonNull(admission, "admission");
        requirePositive("retention", retention);
        labels = Map.copyOf(labels);
    }

    /** Options to be filled in. */
    public static Builder builder() {
        return new Builder();
    }

    /** These options, with what they leave out taken from others. The key and the start time are never taken over. */
    public TaskOptions orElse(TaskOptions defaults) {
        return new TaskOptions(
                tenant.isEmpty() ? defaults.tenant : tenant,
                idempotencyKey,
                startAt,
                timeout.or(defaults::timeout),
                attemptTimeout.or(defaults::attemptTimeout),
                retry.or(defaults::retry),
                admission.or(defaults::admission),
                retention.or(defaults::retention),
                labels.isEmpty() ? defaults.labels : labels);
    }

    private static void requirePositive(String name, Optional<Duration> duration) {
        duration.ifPresent(value -> {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, value));
            }
        });
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private String tenant = "";
        private @Nullable String idempotencyKey;
        private @Nullable Instant startAt;
        private @Nullable Duration timeout;
        private @Nullable Duration attemptTimeout;
        private @Nullable RetryPolicy retry;
        private @Nullable Admission admission;
        private @Nullable Duration retention;
        private Map<String, String> labels = Map.of();

        private Builder() {}

        /** On whose behalf the task runs. */
        public Builder tenant(String tenant) {
            this.tenant = requireNonNull(tenant, "tenant");
            return this;
        }

        /** Makes repeated submits one task. */
        public Builder idempotencyKey(String idempotencyKey) {
            this.idempotencyKey = requireNonNull(idempotencyKey, "idempotencyKey");
            return this;
        }

        /** Runs the task no earlier. */
        public Builder startAt(Instant startAt) {
            this.startAt = requireNonNull(startAt, "startAt");
            return this;
        }

        /** Bounds the whole task, waiting included. */
        public Builder timeout(Duration timeout) {
            this.timeout = requireNonNull(timeout, "timeout");
            return this;
        }

        /** Bounds each attempt. */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = requireNonNull(attemptTimeout, "attemptTimeout");
            return this;
        }

        /** Says what happens after a failure. */
        public Builder retry(RetryPolicy retry) {
            this.retry = requireNonNull(retry, "retry");
            return this;
        }

        /** Says what happens when the queue is full. */
        public Builder admission(Admission admission) {
            this.admission = requireNonNull(admission, "admission");
            return this;
        }

        /** Bounds how long the outcome can be read. */
        public Builder retention(Duration retention) {
            this.retention = requireNonNull(retention, "retention");
            return this;
        }

        /** Attaches the application's own labels. */
        public Builder labels(Map<String, String> labels) {
            this.labels = Map.copyOf(labels);
            return this;
        }

        /** The options. */
        public TaskOptions build() {
            return new TaskOptions(
                    tenant,
                    Optional.ofNullable(idempotencyKey),
                    Optional.ofNullable(startAt),
                    Optional.ofNullable(timeout),
                    Optional.ofNullable(attemptTimeout),
                    Optional.ofNullable(retry),
                    Optional.ofNullable(admission),
                    Optional.ofNullable(retention),
                    labels);
        }
    }
}
