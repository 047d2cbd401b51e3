package io.aiprism.task;

import java.util.UUID;

/**
 * The identity of a task: 128 bits that nobody can guess, printed as 36 characters.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record TaskId(long high, long low) implements Comparable<TaskId> {
    /**
     * Reads an id as printed by {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not 36 characters of the form 8-4-4-4-12 hexadecimal digits
     */
    public static TaskId parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException(
                    "a task id has 36 characters, but '%s' has %d".formatted(text, text.length()));
        }
        UUID uuid = UUID.fromString(text);
        return new TaskId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    @Override
    public int compareTo(TaskId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskId that && high == that.high && low == that.low;
    }

    // The bits are random, so any 32 of them spread well.
    @Override
    public int hashCode() {
        return (int) (high ^ low);
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
