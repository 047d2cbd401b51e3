package io.aiprism.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over length-prefixed fields, so that no two contents share an encoding. */
final class ContentHash {
    private final MessageDigest digest = sha256();

    private ContentHash() {}

    static String of(Block block) {
        return new ContentHash().add(block).hex();
    }

    static String of(Section section) {
        var hash = new ContentHash();
        section.blocks().forEach(hash::add);
        return hash.hex();
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private ContentHash add(Block block) {
        add(block.kind().name());
        add(block.heading().map(heading -> heading.level()).orElse(0));
        add(block.place().story().name());
        add(block.place().listItem().map(item -> item.level() + 1).orElse(0));
        add(block.text());
        return this;
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
