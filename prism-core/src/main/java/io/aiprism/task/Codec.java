package io.aiprism.task;

/**
 * Turns values into bytes and back, so that they can be stored and read by another process. Implementations are
 * thread-safe, and {@code decode(encode(value))} equals {@code value}.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {
    /**
     * Encodes a value.
     *
     * @throws CodecException if the value has no encoding
     */
    byte[] encode(T value);

    /**
     * Decodes what {@link #encode} made, also what an earlier version of it made.
     *
     * @throws CodecException if the bytes are not such an encoding
     */
    T decode(byte[] bytes);

    /** UTF-8 JSON of a record, bean, enum, string or number, by Jackson with its default mapping. */
    static <T> Codec<T> json(Class<T> type) {
        return new JsonCodec<>(type);
    }
}
