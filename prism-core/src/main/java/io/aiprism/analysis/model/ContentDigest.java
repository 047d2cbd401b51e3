package io.aiprism.analysis.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** SHA-256 over length-prefixed fields, so that no two contents share an encoding. Not thread-safe; {@link #hex} ends it. */
final class ContentDigest {
    private final MessageDigest digest;

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ContentDigest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    ContentDigest add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    ContentDigest add(boolean flag) {
        return add(flag ? 1 : 0);
    }

    ContentDigest add(Optional<?> value) {
        add(value.isPresent());
        value.ifPresent(present -> add(present.toString()));
        return this;
    }

    ContentDigest add(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
