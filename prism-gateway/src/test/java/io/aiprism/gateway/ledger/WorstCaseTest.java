package io.aiprism.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorstCaseTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "plain words", "é", "größer als 3 €", "文書", "\u07ff\u0800", "a 🌒 moon", "🌒🌕"})
    void a_token_is_taken_for_each_three_bytes_of_utf_8(String text) {
        assertThat(WorstCase.THREE_BYTES.tokens(text)).isEqualTo((text.getBytes(UTF_8).length + 2) / 3);
    }
}
