package io.aiprism.bench;

import io.aiprism.bedrock.testkit.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What became of a load.
 *
 * @param took from the first review's start to the last one's end
 * @param failed sections without an answer
 * @param letThrough calls that the model's quota let through, in the order of arrival
 * @param throttled calls that it refused
 */
record QuotaResult(
        QuotaLoad load, QuotaPeer peer, Duration took, int failed, List<RecordedCall> letThrough, int throttled) {
    static QuotaResult of(QuotaLoad load, QuotaPeer peer, Duration took, int failed, List<RecordedCall> calls) {
        List<RecordedCall> letThrough = calls.stream()
                .filter(call -> call.errorType().isEmpty())
                .sorted(Comparator.comparing(RecordedCall::receivedAt))
                .toList();
        return new QuotaResult(load, peer, took, failed, letThrough, calls.size() - letThrough.size());
    }

    int calls() {
        return letThrough.size() + throttled;
    }

    double throttledShare() {
        return (double) throttled / calls();
    }

    /**
     * What was used of the quota that runs out, of all that there was until the last call was let through: what a full bucket
     * holds, and what came in since the first call.
     */
    double used() {
        return Math.max(
                used(LongStream.generate(() -> 1), QuotaLoad.REQUESTS_PER_MINUTE),
                used(tokens(letThrough), QuotaLoad.TOKENS_PER_MINUTE));
    }

    /** The same from call to call in the second half of that time, when the bucket has been emptied long ago. */
    double usedInSecondHalf() {
        Instant middle = first().plus(Duration.between(first(), last()).dividedBy(2));
        List<RecordedCall> later = letThrough.stream()
                .filter(call -> call.receivedAt().isAfter(middle))
                .toList();
        double minutes = minutes(later.getFirst().receivedAt(), last());
        List<RecordedCall> counted = later.subList(1, later.size());
        return Math.max(
                counted.size() / (QuotaLoad.REQUESTS_PER_MINUTE * minutes),
                tokens(counted).sum() / (QuotaLoad.TOKENS_PER_MINUTE * minutes));
    }

    /** Tokens of quota that a call has taken in the end, in the middle of all. */
    long tokensPerCall() {
        return Math.round(tokens(letThrough).average().orElse(0));
    }

    /** Seconds from the first call to each that was let through. */
    List<Double> seconds() {
        return letThrough.stream()
                .map(call -> minutes(first(), call.receivedAt()) * 60)
                .toList();
    }

    private double used(LongStream taken, long perMinute) {
        return taken.limit(letThrough.size()).sum() / (perMinute * (1 + minutes(first(), last())));
    }

    private LongStream tokens(List<RecordedCall> calls) {
        return calls.stream()
                .flatMap(call -> call.usage().stream())
                .mapToLong(usage -> usage.input() + usage.cacheWrite() + usage.output() * load.outputBurndown());
    }

    private Instant first() {
        return letThrough.getFirst().receivedAt();
    }

    private Instant last() {
        return letThrough.getLast().receivedAt();
    }

    private static double minutes(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 6e10;
    }
}
