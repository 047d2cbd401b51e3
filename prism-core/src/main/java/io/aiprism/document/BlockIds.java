package io.aiprism.document;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives blocks ids that depend on their own text and on how often it occurred before, so that an edit elsewhere leaves
 * them as they are. For readers of formats that bring no ids of their own. Not thread-safe; one instance per document.
 */
public final class BlockIds {
    private final Map<Long, Integer> seen = new HashMap<>();

    /** Creates an instance for one document. */
    public BlockIds() {}

    /** The id of the next block that says this text in this story. */
    public String next(Story story, String text) {
        long hash = hash(story, text);
        int occurrence = seen.merge(hash, 1, Integer::sum);
        String id = "b" + Long.toHexString(hash);
        return occurrence == 1 ? id : id + "-" + occurrence;
    }

    // FNV-1a over UTF-16 units with a final mix: cheap, and a collision only means a counted suffix.
    private static long hash(Story story, String text) {
        long hash = 0xcbf29ce484222325L ^ story.name().hashCode();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return (hash ^ (hash >>> 32)) >>> 16;
    }
}
