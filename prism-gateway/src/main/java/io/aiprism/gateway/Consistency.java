package io.aiprism.gateway;

import io.aiprism.gateway.limit.ConcurrencyLimit;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Refuses settings of a gateway that contradict each other. */
final class Consistency {
    private final ModelGateway.Builder settings;

    private Consistency(ModelGateway.Builder settings) {
        this.settings = settings;
    }

    static void check(ModelGateway.Builder settings) {
        new Consistency(settings).check();
    }

    private void check() {
        checkTargets();
        checkGeographies();
        settings.legs.forEach(this::checkLeg);
        if (settings.fallbackPolicy != null && settings.legs.size() == 1) {
            throw new IllegalArgumentException("fallbackPolicy (%s) is set, but there is no fallback to %s"
                    .formatted(settings.fallbackPolicy, target(settings.legs.getFirst())));
        }
        if (settings.retry != null) {
            checkWithinTimeout("the retries' longestWait", settings.retry.longestWait());
        }
        if (settings.cachePerRegion && settings.cache == null) {
            throw new IllegalArgumentException("cachePerRegion is set, but there is no cache");
        }
    }

    private void checkTargets() {
        Map<ModelTarget, Leg> seen = new HashMap<>();
        for (Leg leg : settings.legs) {
            @Nullable Leg other = seen.put(target(leg), leg);
            if (other != null && leg.quota().isPresent() && !leg.quota().equals(other.quota())) {
                throw new IllegalArgumentException("%s has two quotas: %s, and %s"
                        .formatted(
                                target(leg),
                                other.quota().map(Quota::toString).orElse("that of its profile"),
                                leg.quota().get()));
            }
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s cannot stand in for itself: it is named twice".formatted(target(leg)));
            }
        }
    }

    private void checkGeographies() {
        ModelTarget primary = target(settings.legs.getFirst());
        for (Leg leg : settings.legs) {
            ModelTarget fallback = target(leg);
            if (!settings.otherGeographies && !fallback.geography().equals(primary.geography())) {
                throw new IllegalArgumentException(
                        "fallback %s is in another geography (%s) than %s (%s); allowOtherGeographies() would let texts go there"
                                .formatted(fallback, geography(fallback), primary, geography(primary)));
            }
        }
    }

    private void checkLeg(Leg leg) {
        ModelProfile profile = leg.backend().profile();
        leg.quota().map(Quota::maxWait).ifPresent(wait -> checkWithinTimeout("the quota's maxWait", wait));
        leg.concurrency()
                .map(ConcurrencyLimit::maxWait)
                .ifPresent(wait -> checkWithinTimeout("the concurrency limit's maxWait", wait));
        if (settings.typicalMaxTokens != null) {
            checkMaxTokens(leg, settings.typicalMaxTokens);
        }
        Optional<String> tier = Optional.ofNullable(settings.serviceTier);
        if (settings.budget != null
                && !settings.budget.allowsUnknownPrices()
                && profile.prices(tier).isEmpty()) {
            throw new IllegalArgumentException("there is a budget (%s), but no price is known of %s at tier %s"
                    .formatted(settings.budget, target(leg), tier.orElse(ModelProfile.DEFAULT_TIER)));
        }
    }

    private void checkMaxTokens(Leg leg, int maxTokens) {
        ModelProfile profile = leg.backend().profile();
        if (profile.maxOutputTokens().isPresent() && profile.maxOutputTokens().getAsInt() < maxTokens) {
            throw new IllegalArgumentException("typicalMaxTokens is %d, but %s writes %d at most"
                    .formatted(maxTokens, target(leg), profile.maxOutputTokens().getAsInt()));
        }
        if (leg.isQuotaKept()) {
            OptionalLong largest = leg.quota()
                    .map(Quota::largestCall)
                    .orElseGet(() -> smallest(
                            profile.quota().tokensPerMinute(), profile.quota().tokensPerDay()));
            long needed = settings.quotaRule.reserve(1, maxTokens, profile.outputBurndown());
            if (largest.isPresent() && largest.getAsLong() < needed) {
                throw new IllegalArgumentException(
                        "typicalMaxTokens is %d, which takes %d tokens of quota, but the quota of %s holds %d"
                                .formatted(maxTokens, needed, target(leg), largest.getAsLong()));
            }
        }
    }

    private void checkWithinTimeout(String what, Duration wait) {
        if (settings.timeout != null && wait.compareTo(settings.timeout) > 0) {
            throw new IllegalArgumentException(
                    "%s (%s) is longer than timeout (%s)".formatted(what, wait, settings.timeout));
        }
    }

    private static OptionalLong smallest(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    private static ModelTarget target(Leg leg) {
        return leg.backend().target();
    }

    private static String geography(ModelTarget target) {
        return target.geography().orElse("not known");
    }
}
