package io.aiprism.testkit.task;

import io.aiprism.task.Codec;
import io.aiprism.task.TaskFailure;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * An outcome as it is stored.
 *
 * @param value the result of a task that succeeded, else empty
 * @param text the reason of a cancellation or the message of a failure, else empty
 * @param errorType class name of what a failed task threw, else empty
 * @param deadline of a task that timed out, in milliseconds since the epoch, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredOutcome(TaskState state, byte[] value, String text, String errorType, long deadline) {
    private static final Codec<StoredOutcome> CODEC = Codec.json(StoredOutcome.class);
    private static final byte[] NOTHING = {};

    static byte[] encode(TaskOutcome<?> outcome) {
        return CODEC.encode(
                switch (outcome) {
                    case TaskOutcome.Succeeded<?>(var value) ->
                        new StoredOutcome(TaskState.SUCCEEDED, (byte[]) value, "", "", 0);
                    case TaskOutcome.Failed<?>(var failure) ->
                        new StoredOutcome(TaskState.FAILED, NOTHING, failure.message(), failure.type(), 0);
                    case TaskOutcome.Cancelled<?>(var reason) ->
                        new StoredOutcome(TaskState.CANCELLED, NOTHING, reason, "", 0);
                    case TaskOutcome.TimedOut<?>(var deadline) ->
                        new StoredOutcome(TaskState.TIMED_OUT, NOTHING, "", "", deadline.toEpochMilli());
                });
    }

    static TaskOutcome<byte[]> decode(byte[] bytes) {
        StoredOutcome stored = CODEC.decode(bytes);
        return switch (stored.state) {
            case SUCCEEDED -> new TaskOutcome.Succeeded<>(stored.value);
            case FAILED -> new TaskOutcome.Failed<>(new TaskFailure(stored.errorType, stored.text, Optional.empty()));
            case CANCELLED -> new TaskOutcome.Cancelled<>(stored.text);
            case TIMED_OUT -> new TaskOutcome.TimedOut<>(Instant.ofEpochMilli(stored.deadline));
            default -> throw new IllegalStateException("no outcome goes with state " + stored.state);
        };
    }
}
