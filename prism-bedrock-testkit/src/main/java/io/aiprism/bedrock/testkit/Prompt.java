package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.CacheTtl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A request as the prompt cache looks at it: the blocks of tools, system and messages, in this order, and the cache points
 * between them. Each block's prefix has a digest of everything up to it.
 */
final class Prompt {
    /**
     * A prefix of the prompt.
     *
     * @param tokens of the whole prefix
     */
    record Prefix(String digest, long tokens) {}

    /**
     * A cache point.
     *
     * @param blocks how many blocks stand before it
     * @param isTtlStated whether the request says how long
     */
    record CachePoint(int blocks, CacheTtl ttl, boolean isTtlStated) {}

    private final List<Prefix> prefixes = new ArrayList<>();
    private final List<CachePoint> cachePoints = new ArrayList<>();
    private final MessageDigest digest;
    private long tokens;

    private Prompt(String modelId) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        update(modelId);
    }

    static Prompt of(String modelId, JsonNode request) {
        Prompt prompt = new Prompt(modelId);
        prompt.addAll("tools", request.path("toolConfig").path("tools"));
        prompt.addAll("system", request.path("system"));
        request.path("messages")
                .forEach(message -> prompt.addAll(message.path("role").asText(), message.path("content")));
        return prompt;
    }

    /** The prefixes that end with each block. */
    List<Prefix> prefixes() {
        return prefixes;
    }

    List<CachePoint> cachePoints() {
        return cachePoints;
    }

    long tokens() {
        return tokens;
    }

    private void addAll(String place, JsonNode blocks) {
        update(place);
        for (JsonNode block : blocks) {
            JsonNode cachePoint = block.path("cachePoint");
            if (cachePoint.isObject()) {
                CacheTtl ttl = cachePoint.path("ttl").asText().equals("1h") ? CacheTtl.ONE_HOUR : CacheTtl.FIVE_MINUTES;
                cachePoints.add(new CachePoint(prefixes.size(), ttl, cachePoint.has("ttl")));
            } else {
                add(block);
            }
        }
    }

    private void add(JsonNode block) {
        tokens += TokenCounter.count(block);
        update(block.toString());
        prefixes.add(new Prefix(HexFormat.of().formatHex(copy().digest()), tokens));
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    // With its length, so that no two lists of blocks look alike.
    private void update(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
