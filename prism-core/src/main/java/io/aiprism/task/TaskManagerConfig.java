package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a task manager works, whatever executor stands behind it. Immutable.
 *
 * @param maxConcurrency tasks that run at the same time in this process. Defaults to twice the processors
 * @param queueCapacity tasks that were accepted and neither run nor have ended: those that wait for a place to run, for
 *     their start time, or for their next attempt. Defaults to 10,000
 * @param timeout of a task that states none. Defaults to one hour
 * @param retry of a task that states none. Defaults to none
 * @param admission of a task that states none. Defaults to {@link Admission#reject()}
 * @param retention of ended tasks
 * @param drainTimeout how long {@link TaskManager#close()} waits for tasks to end by themselves. Defaults to 30 seconds
 * @param contextCarriers what is carried to the running thread besides SLF4J's MDC
 * @param clock the source of time
 * @param random draws the waits before retries. Task ids never come from it
 */
public record TaskManagerConfig(
        int maxConcurrency,
        int queueCapacity,
        Duration timeout,
        RetryPolicy retry,
        Admission admission,
        Retention retention,
        Duration drainTimeout,
        List<ContextCarrier> contextCarriers,
        TaskClock clock,
        RandomGenerator random) {
    /** All defaults. */
    public static final TaskManagerConfig DEFAULT = builder().build();

    public TaskManagerConfig {
        requireNonNull(retry, "retry");
        requireNonNull(admission, "admission");
        requireNonNull(retention, "retention");
        requireNonNull(clock, "clock");
        requireNonNull(random, "random");
        contextCarriers = List.copyOf(contextCarriers);
        requirePositive("maxConcurrency", maxConcurrency);
        requirePositive("queueCapacity", queueCapacity);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("drainTimeout must not be negative, was " + drainTimeout);
        }
    }

    /** The same with another source of time. */
    public TaskManagerConfig withClock(TaskClock clock) {
        return new TaskManagerConfig(
                maxConcurrency,
                queueCapacity,
                timeout,
                retry,
                admission,
                retention,
                drainTimeout,
                contextCarriers,
                clock,
                random);
    }

    /** A configuration to be filled in. */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults, with this many tasks at the same time. */
    public static TaskManagerConfig ofMaxConcurrency(int maxConcurrency) {
        return builder().maxConcurrency(maxConcurrency).build();
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private int maxConcurrency = 2 * Runtime.getRuntime().availableProcessors();
        private int queueCapacity = 10_000;
        private Duration timeout = Duration.ofHours(1);
        private RetryPolicy retry = RetryPolicy.NONE;
        private Admission admission = Admission.reject();
        private Retention retention = Retention.DEFAULT;
        private Duration drainTimeout = Duration.ofSeconds(30);
        private List<ContextCarrier> contextCarriers = List.of();
        private TaskClock clock = TaskClock.system();
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder() {}

        /** Bounds the tasks that run at the same time. */
        public Builder maxConcurrency(int maxConcurrency) {
            requirePositive("maxConcurrency", maxConcurrency);
            this.maxConcurrency = maxConcurrency;
            return this;
        }

        /** Bounds the tasks that were accepted and neither run nor have ended. */
        public Builder queueCapacity(int queueCapacity) {
            requirePositive("queueCapacity", queueCapacity);
            this.queueCapacity = queueCapacity;
            return this;
        }

        /** Bounds each task that states no timeout of its own. */
        public Builder timeout(Duration timeout) {
            this.timeout = requireNonNull(timeout, "timeout");
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

        /** Says how long ended tasks are kept. */
        public Builder retention(Retention retention) {
            this.retention = requireNonNull(retention, "retention");
            return this;
        }

        /** Bounds how long {@link TaskManager#close()} waits. */
        public Builder drainTimeout(Duration drainTimeout) {
            this.drainTimeout = requireNonNull(drainTimeout, "drainTimeout");
            return this;
        }

        /** Adds to what is carried to the running thread. */
        public Builder contextCarriers(ContextCarrier... contextCarriers) {
            this.contextCarriers = List.of(contextCarriers);
            return this;
        }

        /** Sets the source of time. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what draws the waits before retries; must be thread-safe. */
        public Builder random(RandomGenerator random) {
            this.random = requireNonNull(random, "random");
            return this;
        }

        /** The configuration. */
        public TaskManagerConfig build() {
            return new TaskManagerConfig(
                    maxConcurrency,
                    queueCapacity,
                    timeout,
                    retry,
                    admission,
                    retention,
                    drainTimeout,
                    contextCarriers,
                    clock,
                    random);
        }
    }
}
