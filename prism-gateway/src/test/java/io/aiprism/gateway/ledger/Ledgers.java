package io.aiprism.gateway.ledger;

import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.ModelTarget;
import io.aiprism.testkit.model.ScriptedBackend;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Models and prices for tests of accounts. */
final class Ledgers {
    /** 3 USD input, 15 output, 0.30 read, 3.75 and 6 written, for a million. */
    static final ModelPrices PRICES = new ModelPrices(usd("3"), usd("15"), usd("0.30"), usd("3.75"), usd("6"));

    /** Half of that. */
    static final ModelPrices FLEX = new ModelPrices(usd("1.5"), usd("7.5"), usd("0.15"), usd("1.875"), usd("3"));

    static final Map<String, ModelPrices> ALL = Map.of(ModelProfile.DEFAULT_TIER, PRICES, "flex", FLEX);

    /** 15 USD for a million output tokens, and nothing else. */
    static final Map<String, ModelPrices> OUTPUT_ONLY =
            Map.of(ModelProfile.DEFAULT_TIER, new ModelPrices(usd("0"), usd("15"), usd("0"), usd("0"), usd("0")));

    /** Kinds of failures on which the model may have worked. */
    static final Set<ModelException.Kind> MAY_BE_BILLED = EnumSet.of(
            ModelException.Kind.MODEL_ERROR,
            ModelException.Kind.MODEL_TIMEOUT,
            ModelException.Kind.NO_RESPONSE,
            ModelException.Kind.RESPONSE_CUT_OFF,
            ModelException.Kind.INVALID_RESPONSE,
            ModelException.Kind.DEADLINE_EXCEEDED);

    private Ledgers() {}

    static ScriptedBackend model(String modelId, Map<String, ModelPrices> prices) {
        return new ScriptedBackend(
                new ModelTarget("scripted", modelId, Optional.empty(), Optional.empty()),
                new ModelProfile(
                        modelId,
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        EnumSet.allOf(ModelFeature.class),
                        ModelQuota.UNKNOWN,
                        1,
                        OptionalInt.empty(),
                        false,
                        prices));
    }

    static CallContext context(String tenant, String review) {
        return new CallContext(tenant, Optional.of(review), Optional.empty(), Map.of("section", "s1"));
    }

    static ModelException failure(ModelException.Kind kind) {
        return ModelException.of(kind, kind.name());
    }

    static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }
}
