package io.aiprism.task;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;

/**
 * Something that happened to a task.
 *
 * @param task the task's id
 * @param sequence 1 for the task's first event, and one more for each further one, without gaps
 * @param at when it happened
 * @param detail what happened
 */
public record TaskEvent(TaskId task, long sequence, Instant at, Detail detail) {
    /** What happened. */
    public sealed interface Detail {}

    /**
     * The task came into a state.
     *
     * @param state the new state
     * @param attempt number of the current or last attempt, 0 before the first
     */
    public record StateChanged(TaskState state, int attempt) implements Detail {}

    /**
     * The handler said how far it is.
     *
     * @param progress as said
     */
    public record Progressed(Progress progress) implements Detail {}

    /** The handler handed out a part of the result. */
    public static final class PartEmitted implements Detail {
        private final String name;
        private final byte[] part;

        /**
         * Creates the detail.
         *
         * @param name as given to {@link TaskContext#emit}
         * @param part encoded with the codec given there; not copied
         */
        public PartEmitted(String name, byte[] part) {
            this.name = requireNonNull(name, "name");
            this.part = requireNonNull(part, "part");
        }

        /** What it is a part of. */
        public String name() {
            return name;
        }

        /** The part as encoded. */
        public byte[] bytes() {
            return part.clone();
        }

        /** The part, decoded. */
        public <T> T part(Codec<T> codec) {
            return codec.decode(part);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PartEmitted that && name.equals(that.name) && Arrays.equals(part, that.part);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(part);
        }

        @Override
        public String toString() {
            return "PartEmitted[%s, %d bytes]".formatted(name, part.length);
        }
    }
}
