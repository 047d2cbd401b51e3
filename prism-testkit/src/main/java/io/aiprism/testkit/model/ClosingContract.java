package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a backend that is closed. */
public interface ClosingContract extends ModelContractPart {
    @Test
    default void closing_is_harmless_when_repeated_and_asks_nobody() {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.backend.close();
            fixture.backend.close();
            assertThat(fixture.provider.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_closed_backend_refuses_calls(CallWay way) throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();
            way.call(fixture.backend, ModelFixture.request("Hello"));

            fixture.backend.close();

            assertThatThrownBy(() -> way.call(fixture.backend, ModelFixture.request("Hello")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(fixture.provider.calls()).isEqualTo(1);
        }
    }
}
