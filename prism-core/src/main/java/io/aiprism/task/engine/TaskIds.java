package io.aiprism.task.engine;

import io.aiprism.task.TaskId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws ids that nobody can guess, fast: the keystream of AES-256 in counter mode, in chunks. The first bytes of each chunk are
 * the key of the next ("fast key erasure"), so that who reads the memory learns no earlier id. {@link SecureRandom}, which
 * brings the first key, would take a lock and a hash for every id.
 *
 * @see <a href="https://blog.cr.yp.to/20170723-random.html">Fast-key-erasure random-number generators</a>
 */
final class TaskIds {
    private static final int KEY_BYTES = 32;
    private static final int CHUNK_BYTES = 8_192;

    private static final class Chunk {
        final long[] words;
        final AtomicInteger next = new AtomicInteger();

        Chunk(long[] words) {
            this.words = words;
        }
    }

    private final ReentrantLock refilling = new ReentrantLock();
    private byte[] key = new byte[KEY_BYTES];
    private volatile Chunk chunk;

    TaskIds() {
        new SecureRandom().nextBytes(key);
        chunk = refill();
    }

    TaskId next() {
        while (true) {
            Chunk current = chunk;
            int at = current.next.getAndAdd(2);
            if (at >= 0 && at < current.words.length) {
                return new TaskId(current.words[at], current.words[at + 1]);
            }
            replace(current);
        }
    }

    private void replace(Chunk spent) {
        refilling.lock();
        try {
            if (chunk == spent) {
                chunk = refill();
            }
        } finally {
            refilling.unlock();
        }
    }

    private Chunk refill() {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            ByteBuffer stream = ByteBuffer.wrap(cipher.doFinal(new byte[KEY_BYTES + CHUNK_BYTES]));
            Arrays.fill(key, (byte) 0);
            key = new byte[KEY_BYTES];
            stream.get(key);
            long[] words = new long[CHUNK_BYTES / Long.BYTES];
            stream.asLongBuffer().get(words);
            return new Chunk(words);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/CTR", e);
        }
    }
}
