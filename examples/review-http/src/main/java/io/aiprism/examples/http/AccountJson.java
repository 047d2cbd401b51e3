package io.aiprism.examples.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.gateway.ledger.LedgerTotals;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.TreeMap;

/** What the model's part of a review came to, as JSON. Money is US dollars, exactly, as text. */
final class AccountJson {
    private AccountJson() {}

    static ObjectNode of(String model, LedgerTotals totals) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", model);
        json.put("calls", totals.calls())
                .put("failedCalls", totals.failedCalls())
                .put("attempts", totals.attempts())
                .put("retries", totals.retries())
                .put("fallbacks", totals.fallbacks());
        ObjectNode failures = json.putObject("failures");
        new TreeMap<>(totals.failures())
                .forEach((kind, count) -> failures.put(kind.name().toLowerCase(Locale.ROOT), count));
        json.set("tokens", tokens(totals.tokens()));
        // A lower bound where something is not known.
        json.put("cost", dollars(totals.cost()))
                .put("costComplete", totals.isCostComplete())
                .put("attemptsOfUnknownUsage", totals.unknownUsage())
                .put("attemptsOfUnknownPrice", totals.unknownPrice());
        ObjectNode saved = json.putObject("saved");
        saved.put("byPromptCache", dollars(totals.savedByPromptCache()))
                .put("byAnswerCache", dollars(totals.savedByAnswerCache()))
                .put("answers", totals.savedAnswers());
        saved.set("tokens", tokens(totals.savedTokens()));
        return json;
    }

    private static ObjectNode tokens(TokenUsage usage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("input", usage.input())
                .put("cacheRead", usage.cacheRead())
                .put("cacheWrite5m", usage.cacheWrite5m())
                .put("cacheWrite1h", usage.cacheWrite1h())
                .put("output", usage.output());
    }

    private static String dollars(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
