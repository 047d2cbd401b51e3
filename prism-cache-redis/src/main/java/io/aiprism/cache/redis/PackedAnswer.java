package io.aiprism.cache.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An answer as it is stored: a byte that tells how, and the answer, compressed if it is large. */
final class PackedAnswer {
    /** Below this, compressing saves less than it costs. */
    static final int LARGE = 1_024;

    /** No answer is larger; what claims to be was not written by Prism. */
    static final int LARGEST = 64 << 20;

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;

    private PackedAnswer() {}

    static byte[] pack(byte[] answer) {
        var packed = new ByteArrayOutputStream(answer.length + 1);
        if (answer.length < LARGE) {
            packed.write(PLAIN);
            packed.writeBytes(answer);
            return packed.toByteArray();
        }
        packed.write(DEFLATED);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            out.write(answer);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /** Empty if it was not written by {@link #pack}. */
    static Optional<byte[]> unpack(byte[] packed) {
        if (packed.length == 0) {
            return Optional.empty();
        }
        return switch (packed[0]) {
            case PLAIN -> Optional.of(Arrays.copyOfRange(packed, 1, packed.length));
            case DEFLATED -> inflate(packed);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> inflate(byte[] packed) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1))) {
            byte[] answer = in.readNBytes(LARGEST);
            return in.read() < 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
