package io.aiprism.gateway.call;

import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events as attributes for metrics and traces, by the names of OpenTelemetry's conventions for generative AI where they have
 * one, and below {@code prism.} where not. The conventions are still in development, so this is the one place that knows their
 * names. Tenants, reviews and tags are left out: they would make every series of a metric its own.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">Semantic conventions for generative AI systems</a>
 */
public final class GenAiAttributes {
    private GenAiAttributes() {}

    /** The attributes of an event: texts, and numbers as {@link Long} or, for seconds, {@link Double}. */
    public static Map<String, Object> of(GatewayEvent event) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        ModelTarget target = event.target();
        attributes.put("gen_ai.operation.name", "chat");
        attributes.put("gen_ai.provider.name", target.provider());
        attributes.put("gen_ai.request.model", target.modelId());
        target.region().ifPresent(region -> attributes.put("cloud.region", region));
        switch (event) {
            case GatewayEvent.AttemptStarted started -> {}
            case GatewayEvent.AttemptEnded ended -> {
                attributes.put(
                        "gen_ai.client.operation.duration",
                        seconds(ended.attempt().took()));
                ended.attempt().failure().ifPresent(kind -> attributes.put("error.type", kind.name()));
                ended.attempt().usage().ifPresent(usage -> putUsage(attributes, usage));
            }
            case GatewayEvent.WaitedForQuota waited -> attributes.put("prism.quota.wait", seconds(waited.waited()));
            case GatewayEvent.WaitedForConcurrency waited ->
                attributes.put("prism.concurrency.wait", seconds(waited.waited()));
            case GatewayEvent.Retried retried -> {
                attributes.put("error.type", retried.kind().name());
                attributes.put("prism.retry.number", (long) retried.retry());
                attributes.put("prism.retry.delay", seconds(retried.delay()));
            }
            case GatewayEvent.FellOver fellOver -> {
                attributes.put("error.type", fellOver.kind().name());
                attributes.put("prism.fallback.model", fellOver.next().modelId());
            }
            case GatewayEvent.BreakerChanged changed -> {
                attributes.put("prism.breaker.from", changed.from().name());
                attributes.put("prism.breaker.to", changed.to().name());
            }
            case GatewayEvent.CacheHit hit -> attributes.put("prism.cache.hit", "true");
        }
        return Map.copyOf(attributes);
    }

    private static void putUsage(Map<String, Object> attributes, TokenUsage usage) {
        attributes.put("gen_ai.usage.input_tokens", usage.totalInput());
        attributes.put("gen_ai.usage.output_tokens", usage.output());
        attributes.put("gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
        attributes.put("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
