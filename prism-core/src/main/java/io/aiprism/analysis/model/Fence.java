package io.aiprism.analysis.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the lines between which a model is shown a document's text. Immutable and thread-safe.
 *
 * <p>The line is made of an HMAC-SHA256 of the text under a secret: whoever writes the document does not know the secret and cannot
 * write the line into it, while the same text always gets the same line.
 */
public final class Fence {
    private static final int MINIMUM_SECRET = 16;
    private static final int BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private Fence(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * A fence with a secret of the installation.
     *
     * @param secret at least 16 bytes; copied
     */
    public static Fence of(byte[] secret) {
        if (secret.length < MINIMUM_SECRET) {
            throw new IllegalArgumentException(
                    "the secret must have at least %d bytes, had %d".formatted(MINIMUM_SECRET, secret.length));
        }
        return new Fence(secret);
    }

    /** A fence with a random secret. */
    public static Fence random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new Fence(secret);
    }

    /** The line for this text. */
    public String delimiter(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return "<<" + HexFormat.of().formatHex(code, 0, BYTES) + ">>";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
