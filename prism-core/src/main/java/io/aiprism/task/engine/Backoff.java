package io.aiprism.task.engine;

import io.aiprism.task.CodecException;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides what follows a failed attempt. */
final class Backoff {
    /** What follows. */
    sealed interface Decision {
        /** Another attempt. */
        record Retry(Instant notBefore, boolean counted) implements Decision {}

        /** The end. */
        record End(TaskOutcome<Object> outcome) implements Decision {}
    }

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Decision after(Throwable error, Lease lease, Instant now) {
        boolean retry = mayRetry(lease);
        return switch (error) {
            case RetryLaterException later ->
                retry || !later.counted() ? retry(later.notBefore(), later.counted(), lease) : failed(later);
            case PermanentFailureException permanent -> failed(permanent);
            case CodecException codec -> failed(codec);
            case Exception other -> retry ? retry(now.plus(delay(lease)), true, lease) : failed(other);
            default -> failed(error);
        };
    }

    /** What follows an attempt that took too long. */
    Decision afterTimeout(Lease lease, Instant attemptDeadline, Instant now) {
        return mayRetry(lease) ? retry(now.plus(delay(lease)), true, lease) : timedOut(attemptDeadline);
    }

    private static Decision retry(Instant notBefore, boolean counted, Lease lease) {
        Instant deadline = Instant.ofEpochMilli(lease.task().deadline());
        return notBefore.isBefore(deadline) ? new Decision.Retry(notBefore, counted) : timedOut(deadline);
    }

    private static boolean mayRetry(Lease lease) {
        return lease.retries() < policy(lease).maxRetries();
    }

    private Duration delay(Lease lease) {
        long longest = policy(lease).maxDelayBefore(lease.retries() + 1).toNanos();
        return Duration.ofNanos(longest == 0 ? 0 : random.nextLong(longest + 1));
    }

    private static RetryPolicy policy(Lease lease) {
        return lease.task().options().retry().orElse(RetryPolicy.NONE);
    }

    private static Decision failed(Throwable error) {
        return new Decision.End(new TaskOutcome.Failed<>(TaskFailure.of(error)));
    }

    private static Decision timedOut(Instant deadline) {
        return new Decision.End(new TaskOutcome.TimedOut<>(deadline));
    }
}
