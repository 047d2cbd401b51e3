package io.aiprism.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of Bedrock's models: what they accept, quotas, burn-down, cache minimums, prices. Immutable and thread-safe.
 *
 * <p>The data is a JSON file with a date, in this package: {@code bedrock-models.json}. An application lays a file of its own over it
 * with {@link #with(Path)}; of two entries for a model the later one counts, member by member. An entry is for all models whose
 * id, without the profile it is reached by, begins with its name; the longest name counts.
 *
 * <pre>{@code
 * {
 *   "asOf": "2026-11-25",
 *   "models": {
 *     "anthropic.claude-sonnet-4-6": {
 *       "quota": {"requestsPerMinute": 100, "tokensPerMinute": 500000},
 *       "prices": {"default": {"input": 3, "output": 15, "cacheRead": 0.3, "cacheWrite5m": 3.75, "cacheWrite1h": 6}}
 *     }
 *   }
 * }
 * }</pre>
 */
public final class BedrockCatalog {
    private static final String RESOURCE = "bedrock-models.json";

    private final Map<String, JsonNode> models;

    private BedrockCatalog(Map<String, JsonNode> models) {
        this.models = models;
    }

    /** What comes with this library. */
    public static BedrockCatalog builtIn() {
        try (InputStream stream = BedrockCatalog.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource %s is missing".formatted(RESOURCE));
            }
            return new BedrockCatalog(Map.of()).over(RESOURCE, Json.MAPPER.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource %s cannot be read".formatted(RESOURCE), e);
        }
    }

    /**
     * This catalog with a file laid over it.
     *
     * @throws IllegalArgumentException if the file is no such catalog; the message says where
     * @throws IOException if it cannot be read
     */
    public BedrockCatalog with(Path file) throws IOException {
        try {
            return over(file.toString(), Json.MAPPER.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** What is known of a model, by its id, its inference profile's id, or its ARN. */
    public ModelProfile profile(String modelId) {
        String base = BedrockTargets.baseModel(modelId);
        String best = null;
        for (String name : models.keySet()) {
            if (base.startsWith(name) && (best == null || name.length() > best.length())) {
                best = name;
            }
        }
        JsonNode entry = best == null ? null : models.get(best);
        return entry == null ? ModelProfile.unknown(modelId) : profile(best, entry);
    }

    private BedrockCatalog over(String source, JsonNode root) {
        JsonNode entries = root.path("models");
        if (!entries.isObject()) {
            throw new IllegalArgumentException("%s has no member 'models'".formatted(source));
        }
        Map<String, JsonNode> all = new TreeMap<>(models);
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            var merged = Json.MAPPER.createObjectNode();
            JsonNode before = all.get(entry.getKey());
            if (before != null) {
                before.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
            }
            if (root.path("asOf").isTextual()) {
                merged.set("asOf", root.get("asOf"));
            }
            entry.getValue().properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
            try {
                profile(entry.getKey(), merged);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "%s: model '%s': %s".formatted(source, entry.getKey(), e.getMessage()), e);
            }
            all.put(entry.getKey(), merged);
        }
        return new BedrockCatalog(all);
    }

    private static ModelProfile profile(@Nullable String name, JsonNode entry) {
        JsonNode quota = entry.path("quota");
        return new ModelProfile(
                entry.path("name").asText(String.valueOf(name)),
                Optional.ofNullable(entry.get("asOf")).map(date -> LocalDate.parse(date.asText())),
                integer(entry.path("contextTokens")),
                integer(entry.path("maxOutputTokens")),
                features(entry.path("refuses")),
                new ModelQuota(
                        number(quota.path("requestsPerMinute")),
                        number(quota.path("tokensPerMinute")),
                        number(quota.path("tokensPerDay"))),
                entry.path("outputBurndown").asInt(1),
                integer(entry.path("minimumCachedTokens")),
                entry.path("cachedCountedAsInput").asBoolean(false),
                prices(entry.path("prices")));
    }

    private static Set<ModelFeature> features(JsonNode refused) {
        Set<ModelFeature> features = EnumSet.allOf(ModelFeature.class);
        refused.forEach(name -> features.remove(
                ModelFeature.valueOf(name.asText().toUpperCase(Locale.ROOT).replace('-', '_'))));
        return features;
    }

    private static Map<String, ModelPrices> prices(JsonNode tiers) {
        Map<String, ModelPrices> prices = new HashMap<>();
        for (Map.Entry<String, JsonNode> tier : tiers.properties()) {
            JsonNode price = tier.getValue();
            prices.put(
                    tier.getKey(),
                    new ModelPrices(
                            price(price, "input"),
                            price(price, "output"),
                            price(price, "cacheRead"),
                            price(price, "cacheWrite5m"),
                            price(price, "cacheWrite1h")));
        }
        return prices;
    }

    private static BigDecimal price(JsonNode prices, String name) {
        JsonNode price = prices.path(name);
        if (!price.isNumber()) {
            throw new IllegalArgumentException("the price '%s' must be a number, was %s".formatted(name, price));
        }
        return price.decimalValue();
    }

    private static OptionalInt integer(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }

    private static OptionalLong number(JsonNode node) {
        return node.canConvertToLong() && node.isNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }
}
