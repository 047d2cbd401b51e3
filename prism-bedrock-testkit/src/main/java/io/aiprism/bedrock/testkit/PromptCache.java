package io.aiprism.bedrock.testkit;

import io.aiprism.model.CacheTtl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's prompt cache, after AWS's documentation: a cache point writes the prefix before it if that has enough tokens; a
 * request reads the longest prefix that was written, looking back at most 20 blocks from each of its cache points; reading
 * makes an entry live on for its whole time. Thread-safe.
 */
final class PromptCache {
    private static final int LOOK_BACK = 20;

    private record Entry(CacheTtl ttl, Instant ends) {}

    /**
     * What a request reads and writes.
     *
     * @param written by digest; entries that exist already are written again, which makes them live on
     */
    record Plan(long read, long write5m, long write1h, Map<String, CacheTtl> written) {
        static final Plan NONE = new Plan(0, 0, 0, Map.of());

        long write() {
            return write5m + write1h;
        }
    }

    private final int minimumTokens;
    private final Map<String, Entry> entries = new HashMap<>();

    PromptCache(int minimumTokens) {
        this.minimumTokens = minimumTokens;
    }

    /** What a request would read and write now. */
    synchronized Plan plan(Prompt prompt, Instant now) {
        List<Prompt.CachePoint> points = new ArrayList<>();
        for (Prompt.CachePoint point : prompt.cachePoints()) {
            if (point.blocks() > 0 && prefix(prompt, point.blocks()).tokens() >= minimumTokens) {
                points.add(point);
            }
        }
        if (points.isEmpty()) {
            return Plan.NONE;
        }
        Map<String, CacheTtl> written = new HashMap<>();
        int readBlocks = longestHit(prompt, points, now);
        long read = 0;
        if (readBlocks > 0) {
            Prompt.Prefix prefix = prefix(prompt, readBlocks);
            read = prefix.tokens();
            live(prefix, now).ifPresent(entry -> written.put(prefix.digest(), entry.ttl()));
        }
        long reached = read;
        Map<CacheTtl, Long> writes = new EnumMap<>(CacheTtl.class);
        for (Prompt.CachePoint point : points) {
            Prompt.Prefix prefix = prefix(prompt, point.blocks());
            if (prefix.tokens() > reached) {
                writes.merge(point.ttl(), prefix.tokens() - reached, Long::sum);
                reached = prefix.tokens();
            }
            written.putIfAbsent(prefix.digest(), point.ttl());
        }
        return new Plan(
                read,
                writes.getOrDefault(CacheTtl.FIVE_MINUTES, 0L),
                writes.getOrDefault(CacheTtl.ONE_HOUR, 0L),
                Map.copyOf(written));
    }

    /** The answer has begun: what the request wrote or read lives from now. */
    synchronized void started(Plan plan, Instant now) {
        entries.values().removeIf(entry -> !entry.ends().isAfter(now));
        plan.written().forEach((digest, ttl) -> entries.put(digest, new Entry(ttl, now.plus(ttl.duration()))));
    }

    private int longestHit(Prompt prompt, List<Prompt.CachePoint> points, Instant now) {
        int longest = 0;
        for (Prompt.CachePoint point : points) {
            for (int blocks = point.blocks(); blocks > Math.max(longest, point.blocks() - LOOK_BACK); blocks--) {
                if (live(prefix(prompt, blocks), now).isPresent()) {
                    longest = blocks;
                }
            }
        }
        return longest;
    }

    private Optional<Entry> live(Prompt.Prefix prefix, Instant now) {
        return Optional.ofNullable(entries.get(prefix.digest()))
                .filter(entry -> entry.ends().isAfter(now));
    }

    private static Prompt.Prefix prefix(Prompt prompt, int blocks) {
        return prompt.prefixes().get(blocks - 1);
    }
}
