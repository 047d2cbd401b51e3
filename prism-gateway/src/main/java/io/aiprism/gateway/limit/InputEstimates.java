package io.aiprism.gateway.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.Tool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What requests to one target will take, learnt from what they took. Thread-safe.
 *
 * <p>Tokens are guessed from the text and corrected by the exponentially weighted mean of what was counted over what was guessed.
 * Of a prefix that ends with a cache point it is remembered how many tokens of it the provider has cached, and until when, as
 * these do not count. Of the output it is learnt which share of {@code maxTokens} is written.
 */
final class InputEstimates {
    private static final double WEIGHT = 0.1;
    private static final double LARGEST_CORRECTION = 4;
    private static final int PREFIXES = 256;

    private final TokenEstimator estimator;
    private final Map<String, Prefix> prefixes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prefix> eldest) {
            return size() > PREFIXES;
        }
    };
    private double correction = 1;
    private double outputShare;
    private boolean hasLearnt;

    /**
     * What is known of a prefix.
     *
     * @param counted its tokens as the provider counts them; 0 if it was not asked
     * @param cached how many of them it has cached
     * @param until and until when
     */
    private record Prefix(long counted, long cached, Instant until) {}

    /**
     * A request taken apart.
     *
     * @param prefix names everything up to the last cache point; null if there is none
     * @param prefixGuess tokens of the prefix before correction
     * @param restGuess tokens of the rest before correction
     * @param ttl how long the prefix is kept
     */
    record Parts(@Nullable String prefix, double prefixGuess, double restGuess, Duration ttl) {}

    InputEstimates(TokenEstimator estimator) {
        this.estimator = estimator;
    }

    Parts parts(ModelRequest request) {
        List<Object> blocks = new ArrayList<>(request.tools());
        blocks.addAll(request.system());
        for (Message message : request.messages()) {
            blocks.addAll(message.content());
        }
        request.output().ifPresent(output -> blocks.add(0, new ContentBlock.Text(output.schema())));
        int end = -1;
        Duration ttl = Duration.ZERO;
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof ContentBlock.CachePoint point) {
                end = i;
                ttl = point.ttl().duration();
            }
        }
        double prefix = 0;
        double rest = 0;
        MessageDigest digest = end < 0 ? null : sha256();
        for (int i = 0; i < blocks.size(); i++) {
            String text = text(blocks.get(i));
            long tokens = text.isEmpty() ? 0 : estimator.tokens(text);
            if (i < end && digest != null) {
                prefix += tokens;
                digest.update((text.length() + ":" + text).getBytes(UTF_8));
            } else {
                rest += tokens;
            }
        }
        return new Parts(digest == null ? null : HexFormat.of().formatHex(digest.digest()), prefix, rest, ttl);
    }

    /** Input tokens that will count against the quota. */
    synchronized long counted(Parts parts, Instant now) {
        double rest = parts.restGuess() * correction;
        Prefix known = parts.prefix() == null ? null : prefixes.get(parts.prefix());
        if (known == null) {
            return atLeastOne(rest + parts.prefixGuess() * correction);
        }
        double prefix = known.counted() > 0 ? known.counted() : parts.prefixGuess() * correction;
        long cached = now.isBefore(known.until()) ? known.cached() : 0;
        return atLeastOne(rest + Math.max(0, prefix - cached));
    }

    /** Output tokens that are to be expected; empty as long as nothing was learnt. */
    synchronized OptionalLong output(int maxTokens) {
        return hasLearnt ? OptionalLong.of((long) Math.ceil(outputShare * maxTokens)) : OptionalLong.empty();
    }

    /** Learns from what the provider has counted. */
    synchronized void learn(Parts parts, int maxTokens, TokenUsage usage, Instant now) {
        double guess = parts.prefixGuess() + parts.restGuess();
        if (usage.totalInput() > 0 && guess > 0) {
            double seen = Math.clamp(usage.totalInput() / guess, 1 / LARGEST_CORRECTION, LARGEST_CORRECTION);
            correction = hasLearnt ? correction + WEIGHT * (seen - correction) : seen;
        }
        double share = Math.min(1, (double) usage.output() / maxTokens);
        outputShare = hasLearnt ? outputShare + WEIGHT * (share - outputShare) : share;
        hasLearnt = true;
        long cached = usage.cacheRead() + usage.cacheWrite();
        if (parts.prefix() != null) {
            Prefix known = prefixes.getOrDefault(parts.prefix(), new Prefix(0, 0, Instant.MIN));
            Instant until = cached > 0 ? now.plus(parts.ttl()) : Instant.MIN;
            prefixes.put(parts.prefix(), new Prefix(known.counted(), cached, until));
        }
    }

    /** Whether this prefix is to be counted by the provider; says so once. */
    synchronized boolean toBeCounted(Parts parts, long atLeast) {
        return parts.prefix() != null
                && parts.prefixGuess() * correction >= atLeast
                && prefixes.putIfAbsent(parts.prefix(), new Prefix(0, 0, Instant.MIN)) == null;
    }

    /** The provider has counted a prefix. */
    synchronized void counted(Parts parts, long tokens) {
        if (parts.prefix() != null) {
            prefixes.computeIfPresent(
                    parts.prefix(), (name, known) -> new Prefix(tokens, known.cached(), known.until()));
        }
    }

    /** The request without anything after the last cache point, as far as that is in what comes before the conversation. */
    static Optional<ModelRequest> prefixOf(ModelRequest request) {
        int end = request.system().size() - 1;
        while (end >= 0 && !(request.system().get(end) instanceof ContentBlock.CachePoint)) {
            end--;
        }
        boolean later = request.messages().stream()
                .flatMap(message -> message.content().stream())
                .anyMatch(ContentBlock.CachePoint.class::isInstance);
        return end < 0 || later
                ? Optional.empty()
                : Optional.of(request.toBuilder()
                        .replaceSystem(request.system().subList(0, end))
                        .replaceMessages(List.of(Message.user(".")))
                        .cacheKey(null)
                        .build());
    }

    private static long atLeastOne(double tokens) {
        return Math.max(1, (long) Math.ceil(tokens));
    }

    private static String text(Object block) {
        return switch (block) {
            case Tool tool -> tool.name() + tool.description() + tool.inputSchema();
            case ContentBlock.Text text -> text.text();
            case ContentBlock.ToolUse use -> use.name() + use.input();
            case ContentBlock.ToolResult result -> result.text();
            case ContentBlock.Reasoning reasoning -> reasoning.text();
            case ContentBlock.RedactedReasoning reasoning -> reasoning.base64();
            default -> "";
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
