package io.aiprism.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiprism.bedrock.testkit.Operation;
import io.aiprism.bedrock.testkit.RecordedCall;
import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class QuotaResultTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_full_bucket_and_then_a_call_each_second_is_all_that_there_is() {
        List<RecordedCall> calls = new ArrayList<>();
        for (int call = 0; call < QuotaLoad.REQUESTS_PER_MINUTE; call++) {
            calls.add(call(0, 100, Optional.empty()));
        }
        for (int second = 1; second <= 120; second++) {
            calls.add(call(second, 100, Optional.empty()));
        }

        QuotaResult result = result(calls, QuotaLoad.ofRequests(180));

        assertThat(result.used()).isEqualTo(1, within(1e-9));
        assertThat(result.usedInSecondHalf()).isEqualTo(1, within(1e-9));
    }

    @Test
    void a_call_every_two_seconds_uses_half_in_the_end() {
        List<RecordedCall> calls = new ArrayList<>();
        for (int second = 0; second <= 120; second += 2) {
            calls.add(call(second, 100, Optional.empty()));
        }

        assertThat(result(calls, QuotaLoad.ofRequests(61)).usedInSecondHalf()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void output_counts_as_often_as_the_load_says_and_the_scarcer_quota_is_what_counts() {
        List<RecordedCall> calls = new ArrayList<>();
        for (int second = 0; second <= 120; second += 4) {
            calls.add(call(second, 2_000, Optional.empty()));
        }

        // 15 calls a minute: 25 % of the requests, and 15 × 12,000 tokens or 90 % of the tokens.
        assertThat(result(calls, QuotaLoad.ofTokens(31)).usedInSecondHalf()).isEqualTo(0.9, within(1e-9));
    }

    @Test
    void what_was_refused_is_no_use() {
        QuotaResult result = result(
                List.of(
                        call(0, 100, Optional.empty()),
                        call(1, 100, Optional.of("ThrottlingException")),
                        call(2, 100, Optional.empty()),
                        call(3, 100, Optional.empty())),
                QuotaLoad.ofRequests(3));

        assertThat(result.letThrough()).hasSize(3);
        assertThat(result.throttledShare()).isEqualTo(0.25);
    }

    private static QuotaResult result(List<RecordedCall> calls, QuotaLoad load) {
        return QuotaResult.of(load, QuotaPeer.PRISM, Duration.ofMinutes(2), 0, calls);
    }

    private static RecordedCall call(int second, long tokens, Optional<String> error) {
        return new RecordedCall(
                second,
                Operation.CONVERSE,
                "",
                QuotaLoad.MODEL,
                Map.of(),
                "",
                "",
                1,
                START.plusSeconds(second),
                RecordedCall.Ending.ANSWERED,
                Optional.empty(),
                OptionalInt.of(200),
                error,
                error.isPresent() ? Optional.empty() : Optional.of(TokenUsage.of(tokens, tokens)));
    }
}
