package io.aiprism.task.engine;

import io.aiprism.task.TaskId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private static final int ID_BYTES = 2 * Long.BYTES;
    private static final int CHUNK_BYTES = 8_192;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final class Chunk {
        final byte[] bytes;
        final AtomicInteger next = new AtomicInteger(KEY_BYTES);

        Chunk(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final ReentrantLock refilling = new ReentrantLock();
    private final byte[] key = new byte[KEY_BYTES];
    private volatile Chunk chunk;

    TaskIds() {
        new SecureRandom().nextBytes(key);
        chunk = refill();
    }

    TaskId next() {
        while (true) {
            Chunk current = chunk;
            int at = current.next.getAndAdd(ID_BYTES);
            if (at >= 0 && at < CHUNK_BYTES) {
                return new TaskId(
                        (long) LONGS.get(current.bytes, at), (long) LONGS.get(current.bytes, at + Long.BYTES));
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
            byte[] stream = new byte[CHUNK_BYTES];
            cipher.doFinal(stream, 0, CHUNK_BYTES, stream, 0);
            System.arraycopy(stream, 0, key, 0, KEY_BYTES);
            Arrays.fill(stream, 0, KEY_BYTES, (byte) 0);
            return new Chunk(stream);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/CTR", e);
        }
    }
}
