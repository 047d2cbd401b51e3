package io.aiprism.examples.http;

import io.aiprism.document.Document;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The documents of all owners and their analyses, in memory. Bounded: what has not been asked for the longest goes first, and
 * its ids are remembered as gone. A document with an analysis that has not ended is never dropped.
 */
final class Documents {
    /**
     * How much is kept.
     *
     * @param maxDocuments documents
     * @param maxBytes of all documents together, as they stand in memory
     * @param maxAnalyses ended analyses
     * @param ttl of a document, from when it was last asked for or its last analysis ended
     * @param maxGone ids that are remembered as gone
     */
    record Limits(int maxDocuments, long maxBytes, int maxAnalyses, Duration ttl, int maxGone) {
        static final Limits DEFAULT = new Limits(10_000, 256L << 20, 10_000, Duration.ofHours(1), 100_000);
    }

    /** The answer to a question about an id. Someone else's is unknown. */
    sealed interface Lookup<T> {
        record Found<T>(T value) implements Lookup<T> {}

        record Gone<T>() implements Lookup<T> {}

        record Unknown<T>() implements Lookup<T> {}
    }

    /** A document that was uploaded. */
    record Stored(String id, String owner, Document document, long bytes) {}

    /** An analysis of a document. Its id in the API, where it is a task, is the review's. */
    record Analysis(Stored of, Review review) {
        String id() {
            return review.id().toString();
        }

        boolean isEnded() {
            return review.progress().finished();
        }
    }

    private static final class Entry {
        final Stored stored;
        final List<Analysis> analyses = new ArrayList<>();
        Instant usedAt;

        Entry(Stored stored, Instant usedAt) {
            this.stored = stored;
            this.usedAt = usedAt;
        }

        boolean isUnusedSince(Instant instant) {
            return isIdle()
                    && !usedAt.isAfter(instant)
                    && analyses.stream()
                            .flatMap(analysis -> analysis.review().result().map(ReviewResult::finishedAt).stream())
                            .noneMatch(end -> end.isAfter(instant));
        }

        boolean isIdle() {
            return analyses.stream().allMatch(Analysis::isEnded);
        }
    }

    private final Limits limits;
    private final TaskClock clock;
    /** Those used the longest ago first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final Map<String, Analysis> analyses = new LinkedHashMap<>();
    private final Map<String, String> ownersOfGone = new LinkedHashMap<>();
    private long bytes;

    Documents(Limits limits, TaskClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Keeps a document; empty if there is no room, because all that is kept is being analysed. */
    synchronized Optional<Stored> add(String owner, Document document) {
        var stored = new Stored(UUID.randomUUID().toString(), owner, document, bytes(document));
        dropExpired();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (!fits(stored) && oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.isIdle()) {
                oldestFirst.remove();
                dropped(entry);
            }
        }
        if (!fits(stored)) {
            return Optional.empty();
        }
        put(stored);
        return Optional.of(stored);
    }

    synchronized Lookup<Stored> document(String owner, String id) {
        Entry entry = use(id);
        return entry != null && entry.stored.owner().equals(owner)
                ? new Lookup.Found<>(entry.stored)
                : missing(owner, id);
    }

    /** The analysis of a document that was started last. */
    synchronized Optional<Analysis> latestAnalysis(Stored stored) {
        Entry entry = entries.get(stored.id());
        return entry == null || entry.analyses.isEmpty() ? Optional.empty() : Optional.of(entry.analyses.getLast());
    }

    synchronized Lookup<Analysis> analysis(String owner, String id) {
        Analysis analysis = analyses.get(id);
        if (analysis == null || !analysis.of().owner().equals(owner)) {
            return missing(owner, id);
        }
        return use(analysis.of().id()) == null ? new Lookup.Gone<>() : new Lookup.Found<>(analysis);
    }

    synchronized Analysis started(Stored stored, Review review) {
        var analysis = new Analysis(stored, review);
        // The document may have been dropped since it was looked up.
        Entry entry = Optional.ofNullable(use(stored.id())).orElseGet(() -> put(stored));
        entry.analyses.add(analysis);
        analyses.put(analysis.id(), analysis);
        Iterator<Analysis> oldestFirst = analyses.values().iterator();
        while (analyses.size() > limits.maxAnalyses() && oldestFirst.hasNext()) {
            Analysis oldest = oldestFirst.next();
            if (oldest.isEnded()) {
                oldestFirst.remove();
                entry(oldest).analyses.remove(oldest);
                gone(oldest.id(), oldest.of().owner());
            }
        }
        return analysis;
    }

    private Entry put(Stored stored) {
        var entry = new Entry(stored, clock.now());
        entries.put(stored.id(), entry);
        ownersOfGone.remove(stored.id());
        bytes += stored.bytes();
        return entry;
    }

    private @Nullable Entry use(String id) {
        dropExpired();
        Entry entry = entries.remove(id);
        if (entry != null) {
            entry.usedAt = clock.now();
            entries.put(id, entry);
        }
        return entry;
    }

    private Entry entry(Analysis analysis) {
        Entry entry = entries.get(analysis.of().id());
        if (entry == null) {
            throw new IllegalStateException("analysis %s has lost its document".formatted(analysis.id()));
        }
        return entry;
    }

    private <T> Lookup<T> missing(String owner, String id) {
        return owner.equals(ownersOfGone.get(id)) ? new Lookup.Gone<>() : new Lookup.Unknown<>();
    }

    private boolean fits(Stored stored) {
        return entries.size() < limits.maxDocuments() && bytes + stored.bytes() <= limits.maxBytes();
    }

    private void dropExpired() {
        Instant expired = clock.now().minus(limits.ttl());
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.usedAt.isAfter(expired)) {
                return;
            }
            if (entry.isUnusedSince(expired)) {
                oldestFirst.remove();
                dropped(entry);
            }
        }
    }

    private void dropped(Entry entry) {
        bytes -= entry.stored.bytes();
        gone(entry.stored.id(), entry.stored.owner());
        for (Analysis analysis : entry.analyses) {
            analyses.remove(analysis.id());
            gone(analysis.id(), entry.stored.owner());
        }
    }

    private void gone(String id, String owner) {
        ownersOfGone.put(id, owner);
        if (ownersOfGone.size() > limits.maxGone()) {
            Iterator<String> oldestFirst = ownersOfGone.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    private static long bytes(Document document) {
        int perBlock = 400;
        return document.blocks().stream()
                .mapToLong(block -> perBlock + 2L * block.text().length())
                .sum();
    }
}
