package io.aiprism.gateway.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keeps answers in this process's memory: so many bytes, each for so long after it was put. Thread-safe. */
public final class InMemoryAnswerCache implements AnswerCache {
    /** What an entry weighs besides its answer: the key and the cache's own bookkeeping, in bytes. */
    private static final int OVERHEAD = 256;

    private final Cache<String, byte[]> answers;

    private InMemoryAnswerCache(Builder builder) {
        TaskClock clock = builder.clock;
        answers = Caffeine.newBuilder()
                .maximumWeight(builder.maxBytes)
                .weigher((String key, byte[] answer) -> answer.length + OVERHEAD)
                .expireAfterWrite(builder.ttl)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Begins a cache. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    @Override
    public void put(String key, byte[] answer) {
        answers.put(key, answer);
    }

    /** How many answers it keeps. */
    public long size() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    @Override
    public void close() {
        answers.invalidateAll();
    }

    /** Collects what is to be kept. Not thread-safe. */
    public static final class Builder {
        private long maxBytes = 64L << 20;
        private Duration ttl = Duration.ofHours(24);
        private TaskClock clock = TaskClock.system();

        private Builder() {}

        /** How many bytes it may take. Defaults to 64 MiB. */
        public Builder maxBytes(long maxBytes) {
            if (maxBytes <= 0) {
                throw new IllegalArgumentException("maxBytes must be positive, was " + maxBytes);
            }
            this.maxBytes = maxBytes;
            return this;
        }

        /** For how long an answer is kept. Defaults to 24 hours. */
        public Builder ttl(Duration ttl) {
            if (!ttl.isPositive()) {
                throw new IllegalArgumentException("ttl must be positive, was " + ttl);
            }
            this.ttl = ttl;
            return this;
        }

        /** Where its time comes from. Defaults to the system's. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The cache. */
        public InMemoryAnswerCache build() {
            return new InMemoryAnswerCache(this);
        }
    }
}
