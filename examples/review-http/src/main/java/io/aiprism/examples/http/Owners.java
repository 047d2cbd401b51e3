package io.aiprism.examples.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Says who presents a token. What belongs to one owner does not exist for another. */
@FunctionalInterface
interface Owners {
    /** The owner that goes with a token; empty if the token is not valid. */
    Optional<String> of(String token);

    /**
     * Every token is valid and is an owner of its own. Put a look-up in your identity provider here. Owners become tenants of
     * the task manager, whose names are printed in logs, so an owner is named by a hash and not by the token itself.
     */
    static Owners anyToken() {
        return token -> Optional.of("owner-" + HexFormat.of().formatHex(sha256(token), 0, 8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
