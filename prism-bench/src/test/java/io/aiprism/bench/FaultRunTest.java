package io.aiprism.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.gateway.Leg;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.model.ModelBackend;
import io.aiprism.task.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reviews by a model that does everything wrong, in small, with whole and with streamed answers; {@code ./prism bench gateway} does
 * it in large.
 */
@ParameterizedClass(name = "streamed: {0}")
@ValueSource(booleans = {false, true})
class FaultRunTest {
    private static final int SECTIONS = 360;
    private static final double SHARE = 0.2;
    private static final Duration SHORT = Duration.ofMillis(10);

    private static FaultRun.Outcome outcome;

    @Parameter
    private boolean streamed;

    @BeforeParameterizedClassInvocation
    static void review(boolean streamed) throws InterruptedException {
        outcome = new FaultRun(
                        streamed,
                        SECTIONS,
                        SHARE,
                        1,
                        Duration.ofSeconds(2),
                        new RetryPolicy(8, SHORT, SHORT.multipliedBy(10)),
                        FaultRunTest::impatient)
                .run();
    }

    /** The same as in production, but it does not wait for as long. */
    private static ModelGateway impatient(ModelBackend backend) {
        return ModelGateway.builder(Leg.of(backend)
                        .breaker(CircuitBreaker.builder().openFor(SHORT).build()))
                .random(() -> 0)
                .build();
    }

    @Test
    void every_section_ends_in_exactly_one_result() {
        assertThat(outcome.sections()).hasSize(SECTIONS);
        assertThat(outcome.results()).isEqualTo(SECTIONS);
        assertThat(outcome.complete() + outcome.withGap()).isEqualTo(SECTIONS);
    }

    @Test
    void no_finding_is_lost_doubled_or_invented() {
        assertThat(outcome.remarks()).isEmpty();
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.invented()).isZero();
    }

    @Test
    void what_is_missing_was_withheld_or_refused() {
        assertThat(outcome.unexplained()).isZero();
        assertThat(outcome.complete()).isGreaterThan(SECTIONS * 8 / 10);
    }

    @Test
    void every_attempt_stands_in_the_ledger() {
        assertThat(outcome.sent()).isGreaterThan(SECTIONS);
        assertThat(outcome.totals().attempts()).isEqualTo(outcome.sent());
        assertThat(outcome.totals().aborted()).isZero();
    }

    @Test
    void everything_went_wrong_that_can() {
        assertThat(outcome.faults().keySet()).containsExactlyElementsOf(ModelFault.all(streamed));
        assertThat(outcome.faults()).doesNotContainValue(0);
    }
}
