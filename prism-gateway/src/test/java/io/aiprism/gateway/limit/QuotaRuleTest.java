package io.aiprism.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.TokenUsage;
import org.junit.jupiter.api.Test;

/** The worked examples that AWS gives for its rule. */
class QuotaRuleTest {
    private static final TokenUsage USAGE = new TokenUsage(3_000, 0, 1_000, 0, 1_000);

    private final QuotaRule documented = QuotaRule.documented();

    @Test
    void a_large_bound_on_the_answer_is_set_aside_unmultiplied() {
        assertThat(documented.reserve(4_000, 32_000, 5)).isEqualTo(36_000);
        assertThat(documented.settle(USAGE, 5)).isEqualTo(9_000);
    }

    @Test
    void a_tight_bound_on_the_answer_sets_aside_less_than_is_used_in_the_end() {
        assertThat(documented.reserve(4_000, 1_250, 5)).isEqualTo(5_250);
        assertThat(documented.settle(USAGE, 5)).isEqualTo(9_000);
    }

    @Test
    void the_quota_counts_output_several_times_although_the_bill_does_not() {
        TokenUsage usage = TokenUsage.of(1_000, 100);
        assertThat(usage.total()).isEqualTo(1_100);
        assertThat(documented.settle(usage, 5)).isEqualTo(1_500);
    }

    @Test
    void what_is_read_from_the_prompt_cache_does_not_count() {
        assertThat(documented.settle(new TokenUsage(10, 4_000, 0, 0, 20), 1)).isEqualTo(30);
    }

    @Test
    void the_conservative_rule_multiplies_in_the_beginning_too() {
        assertThat(QuotaRule.conservative().reserve(4_000, 1_250, 5)).isEqualTo(10_250);
        assertThat(QuotaRule.conservative().settle(USAGE, 5)).isEqualTo(9_000);
    }
}
