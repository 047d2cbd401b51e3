package io.aiprism.cache.redis;

import static java.util.Objects.requireNonNull;

import io.aiprism.gateway.cache.AnswerCache;
import io.aiprism.task.TaskClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Keeps answers on a Redis or Valkey server, for all processes that use it. Thread-safe.
 *
 * <p>It is a convenience and never a condition: a server that cannot be reached, or does not answer within the timeout, is
 * the same as an empty one. Then there is one warning, and the server is left alone for a while, so that calls are not
 * slowed down: after the pause one caller tries, and everybody when that has worked. Where a server answers but takes no
 * more (its memory is full, it is read-only), only writing pauses.
 *
 * <p>Building one connects to nothing. Answers are stored under a prefix and their key, compressed if they are large, and
 * expire by themselves.
 */
public final class RedisAnswerCache implements AnswerCache {
    private final RedisClient client;
    private final String keyPrefix;
    private final SetParams expiry;
    private final Outage connection;
    private final Outage writing;
    private volatile boolean closed;

    private RedisAnswerCache(Builder builder) {
        this.client = builder.client();
        this.keyPrefix = builder.keyPrefix;
        this.expiry = SetParams.setParams().px(builder.ttl.toMillis());
        // Without the user information, which may hold a password.
        String server = "the answer cache at " + JedisURIHelper.getHostAndPort(builder.uri);
        this.connection = new Outage(server, builder.clock, builder.pause);
        this.writing = new Outage("writing to " + server, builder.clock, builder.pause);
    }

    /**
     * Begins a cache.
     *
     * @param uri as in {@code redis://user:password@host:6379/0}; {@code rediss} for TLS
     * @throws IllegalArgumentException if it is not such a URI
     */
    public static Builder builder(URI uri) {
        return new Builder(uri);
    }

    @Override
    public Optional<byte[]> get(String key) {
        if (closed || !connection.mayTry()) {
            return Optional.empty();
        }
        try {
            byte[] stored = client.get(stored(key));
            connection.succeeded();
            return Optional.ofNullable(stored).flatMap(PackedAnswer::unpack);
        } catch (RuntimeException e) {
            failed(connection, e);
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] answer) {
        if (closed || !writing.mayTry() || !connection.mayTry()) {
            return;
        }
        try {
            client.set(stored(key), PackedAnswer.pack(answer), expiry);
            connection.succeeded();
            writing.succeeded();
        } catch (JedisDataException e) {
            connection.succeeded();
            failed(writing, e);
        } catch (RuntimeException e) {
            failed(connection, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }

    /** A caller that is interrupted, or gets no connection because others have them all, says nothing about the server. */
    private void failed(Outage outage, RuntimeException e) {
        if (e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        boolean busy = e.getCause() instanceof NoSuchElementException;
        if (!closed && !busy && !Thread.currentThread().isInterrupted()) {
            outage.failed(e);
        }
    }

    private byte[] stored(String key) {
        return (keyPrefix + key).getBytes(StandardCharsets.UTF_8);
    }

    /** Collects how answers are stored. Not thread-safe. */
    public static final class Builder {
        private final URI uri;
        private String keyPrefix = "prism:answer:";
        private Duration ttl = Duration.ofDays(7);
        private Duration timeout = Duration.ofMillis(200);
        private Duration pause = Duration.ofSeconds(10);
        private int maxConnections = 16;
        private TaskClock clock = TaskClock.system();

        private Builder(URI uri) {
            this.uri = requireNonNull(uri, "uri");
            boolean redis = JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri);
            if (!redis || !JedisURIHelper.isValid(uri)) {
                throw new IllegalArgumentException(
                        "a Redis server is given as redis://host:port or rediss://host:port, was a URI of scheme '%s'"
                                .formatted(uri.getScheme()));
            }
        }

        /** What stands before each key. Defaults to {@code prism:answer:}. */
        public Builder keyPrefix(String keyPrefix) {
            this.keyPrefix = requireNonNull(keyPrefix, "keyPrefix");
            return this;
        }

        /** For how long an answer is kept. Defaults to seven days. */
        public Builder ttl(Duration ttl) {
            this.ttl = requirePositive("ttl", ttl);
            return this;
        }

        /** How long is waited for a connection, and for an answer, each. Defaults to 200 milliseconds. */
        public Builder timeout(Duration timeout) {
            this.timeout = requirePositive("timeout", timeout);
            return this;
        }

        /** For how long a server is left alone that has failed. Defaults to ten seconds. */
        public Builder pause(Duration pause) {
            this.pause = requirePositive("pause", pause);
            return this;
        }

        /** How many connections there are at most. Defaults to 16. */
        public Builder maxConnections(int maxConnections) {
            if (maxConnections <= 0) {
                throw new IllegalArgumentException("maxConnections must be positive, was " + maxConnections);
            }
            this.maxConnections = maxConnections;
            return this;
        }

        /** What the pause is measured with. Defaults to the system's clock. */
        public Builder clock(TaskClock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The cache. */
        public RedisAnswerCache build() {
            return new RedisAnswerCache(this);
        }

        private RedisClient client() {
            var pool = new ConnectionPoolConfig();
            pool.setMaxTotal(maxConnections);
            pool.setMaxIdle(maxConnections);
            pool.setMinIdle(0);
            pool.setMaxWait(timeout);
            var config = DefaultJedisClientConfig.builder()
                    .timeoutMillis(Math.toIntExact(timeout.toMillis()))
                    .user(JedisURIHelper.getUser(uri))
                    .password(JedisURIHelper.getPassword(uri))
                    .database(JedisURIHelper.getDBIndex(uri));
            if (JedisURIHelper.isRedisSSLScheme(uri)) {
                config.sslOptions(
                        SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
            }
            return RedisClient.builder()
                    .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                    .clientConfig(config.build())
                    .poolConfig(pool)
                    .build();
        }

        private static Duration requirePositive(String name, Duration value) {
            if (value.toMillis() <= 0) {
                throw new IllegalArgumentException("%s must be at least a millisecond, was %s".formatted(name, value));
            }
            return value;
        }
    }
}
