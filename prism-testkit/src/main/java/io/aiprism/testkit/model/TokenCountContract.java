package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelRequest;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How input is counted before it is sent. */
public interface TokenCountContract extends ModelContractPart {
    @Test
    default void input_is_counted_as_it_is_billed_or_not_at_all() throws Exception {
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();
            ModelRequest request = ModelRequest.builder(ModelFixture.TEXT, 100)
                    .system("You are brief.")
                    .build();

            OptionalLong counted = fixture.backend.countInputTokens(request);

            assertThat(fixture.provider.calls()).as("calls for an answer").isZero();
            if (fixture.can(ProviderCapability.TOKEN_COUNT)) {
                assertThat(counted)
                        .hasValue(fixture.backend.send(request).usage().totalInput());
                assertThat(fixture.backend
                                .countInputTokens(ModelFixture.request("Hello"))
                                .orElse(0))
                        .isPositive()
                        .isLessThan(counted.orElse(0));
            } else {
                assertThat(counted).isEmpty();
            }
        }
    }
}
