package io.aiprism.gateway.cache;

import java.util.Optional;

/**
 * Keeps models' answers for as long as it sees fit. Implementations are thread-safe.
 *
 * <p>A cache is never a reason for a call to fail or to wait: a store that cannot be reached or that answers late keeps
 * nothing, and nothing is thrown. It owns neither key nor answer, and changes neither.
 */
public interface AnswerCache extends AutoCloseable {
    /**
     * What was kept under a key.
     *
     * @param key 64 hexadecimal digits
     * @return empty if there is nothing, or the store cannot be reached
     */
    Optional<byte[]> get(String key);

    /**
     * Keeps an answer, in place of what may have been there.
     *
     * @param key 64 hexadecimal digits
     * @param answer not to be changed by anyone afterwards
     */
    void put(String key, byte[] answer);

    /** Gives back connections. Harmless when called again; a closed cache keeps nothing. */
    @Override
    default void close() {}
}
