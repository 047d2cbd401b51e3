package io.aiprism.finding;

import io.aiprism.document.Block;
import io.aiprism.document.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Ids that depend on what a finding says about which words, and on nothing that changes between two runs: the analyzer (not
 * its version), its rule, the headings above, the paragraphs that the words stand in, the words, and how often they occurred
 * before in the first of these paragraphs. Twelve bytes of SHA-256 over length-prefixed fields.
 */
final class FindingId {
    private static final int BYTES = 12;

    private final MessageDigest digest;

    private FindingId() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String derive(
            Provenance provenance, String key, List<String> path, List<Block> blocks, Span span, String quote) {
        var id = new FindingId();
        id.add(provenance.analyzer());
        id.add(provenance.rule());
        id.add(key);
        id.add(path.size());
        path.forEach(id::add);
        id.add(blocks.size());
        blocks.forEach(block -> id.add(block.text()));
        id.add(quote);
        id.add(occurrence(blocks.getFirst().text(), quote, span.startOffset()));
        return "f" + HexFormat.of().formatHex(id.digest.digest(), 0, BYTES);
    }

    private static int occurrence(String text, String quote, int offset) {
        int count = 0;
        for (int at = text.indexOf(quote); at >= 0 && at < offset; at = text.indexOf(quote, at + 1)) {
            count++;
        }
        return count;
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
