package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelException;
import io.aiprism.model.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Totals in words and figures. */
final class TotalsText {
    private static final int DECIMALS = 4;

    private final LedgerTotals totals;

    TotalsText(LedgerTotals totals) {
        this.totals = totals;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (totals.calls() > 0) {
            lines.add(line("calls", calls()));
        }
        lines.add(line("attempts", attempts()));
        lines.add(line("tokens", tokens(totals.tokens())));
        lines.add(line("cost", cost()));
        if (totals.savedByPromptCache().signum() != 0) {
            lines.add(line("prompt cache", promptCache()));
        }
        if (totals.savedAnswers() > 0) {
            lines.add(line("answer cache", answerCache()));
        }
        return List.copyOf(lines);
    }

    private String calls() {
        return String.format(
                Locale.ROOT,
                "%,d (%,d failed), %s, %s",
                totals.calls(),
                totals.failedCalls(),
                totals.retries() == 1 ? "1 retry" : number(totals.retries()) + " retries",
                count(totals.fallbacks(), "fallback"));
    }

    private String attempts() {
        List<String> parts = totals.failures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> number(entry.getValue()) + " " + words(entry.getKey()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (totals.aborted() > 0) {
            parts.add(number(totals.aborted()) + " aborted");
        }
        return number(totals.attempts()) + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
    }

    private String cost() {
        if (totals.isCostComplete()) {
            return dollars(totals.cost());
        }
        List<String> unknown = new ArrayList<>();
        if (totals.unknownPrice() > 0) {
            unknown.add(count(totals.unknownPrice(), "attempt") + " of unknown price");
        }
        if (totals.unknownUsage() > 0) {
            unknown.add(count(totals.unknownUsage(), "attempt") + " of unknown usage");
        }
        return (totals.cost().signum() == 0 ? "unknown" : "at least " + dollars(totals.cost())) + " ("
                + String.join(", ", unknown) + ")";
    }

    private String promptCache() {
        BigDecimal saved = totals.savedByPromptCache();
        return saved.signum() > 0
                ? "saved " + dollars(saved)
                : "has cost " + dollars(saved.negate()) + " more than it saved";
    }

    private String answerCache() {
        String money = totals.savedUnknownPrice() == 0
                ? dollars(totals.savedByAnswerCache())
                : totals.savedByAnswerCache().signum() == 0
                        ? "an unknown amount"
                        : "at least " + dollars(totals.savedByAnswerCache());
        return "saved %s by %s without a call: %s"
                .formatted(money, count(totals.savedAnswers(), "answer"), tokens(totals.savedTokens()));
    }

    private static String tokens(TokenUsage usage) {
        return String.format(
                Locale.ROOT,
                "%,d input, %,d read from and %,d written to the prompt cache, %,d output",
                usage.input(),
                usage.cacheRead(),
                usage.cacheWrite(),
                usage.output());
    }

    /** An amount that is not zero is not shown as zero. */
    static String dollars(BigDecimal amount) {
        BigDecimal shown = amount.setScale(DECIMALS, RoundingMode.HALF_UP);
        return (shown.signum() == 0 ? amount.stripTrailingZeros() : shown).toPlainString() + " USD";
    }

    private static String words(ModelException.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "%-13s %s", name, text);
    }
}
