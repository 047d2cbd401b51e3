package io.aiprism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.gateway.call.BreakerState;
import io.aiprism.gateway.fallback.CircuitBreaker;
import io.aiprism.gateway.fallback.FallbackPolicy;
import io.aiprism.gateway.retry.RetryPolicy;
import io.aiprism.gateway.retry.RetryRule;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.testkit.model.ScriptedBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of failures in {@code docs/models.md} says what happens. */
class FailureTableTest {
    /** A row of it, without what Bedrock answers, which the tests of its backend hold. */
    private record Row(Kind kind, int retries, String nextTarget, boolean opensBreaker, boolean mayBeBilled) {
        static Row of(List<String> cells) {
            return new Row(
                    Kind.valueOf(cells.get(0).replace("`", "")),
                    Integer.parseInt(cells.get(2)),
                    cells.get(3),
                    cells.get(4).equals("opens"),
                    cells.get(5).equals("yes"));
        }
    }

    private static Map<Kind, Row> rows;

    @BeforeAll
    static void read() throws IOException {
        rows = Files.readAllLines(Path.of("../docs/models.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Row.of(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList()))
                .collect(Collectors.toMap(Row::kind, Function.identity()));
    }

    @Test
    void every_kind_stands_in_it() {
        assertThat(rows).containsOnlyKeys(Kind.values());
    }

    @ParameterizedTest
    @EnumSource
    void a_row_says_what_becomes_of_a_failure(Kind kind) throws Exception {
        Row row = rows.get(kind);
        assertThat(RetryPolicy.defaults().rule(kind).map(RetryRule::maxRetries).orElse(0))
                .as("retries")
                .isEqualTo(row.retries());
        assertThat(FallbackPolicy.defaults().kinds().contains(kind))
                .as("next target")
                .isEqualTo(row.nextTarget().equals("asked"));

        var model = new ScriptedBackend("m");
        model.thenFail(kind);
        CircuitBreaker sensitive = CircuitBreaker.builder().failuresInARow(1).build();
        try (ModelGateway gateway = ModelGateway.builder(Leg.of(model).breaker(sensitive))
                .retry(RetryPolicy.none())
                .build()) {
            assertThatThrownBy(() ->
                            gateway.send(ModelRequest.builder("Hello", 100).build()))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(kind));
            assertThat(gateway.breakers().get(model.target()))
                    .isEqualTo(row.opensBreaker() ? BreakerState.OPEN : BreakerState.CLOSED);
            assertThat(gateway.ledger().totals().isCostComplete()).isEqualTo(!row.mayBeBilled());
        }
    }
}
