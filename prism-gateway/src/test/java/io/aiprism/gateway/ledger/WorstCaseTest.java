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

    @ParameterizedTest
    @ValueSource(strings = {"plain ", "größer ", "3 € ", "文書", "🌒", "a🌒"})
    void long_texts_are_counted_to_the_last_byte(String part) {
        for (int parts = 1; parts < 600; parts++) {
            a_token_is_taken_for_each_three_bytes_of_utf_8(part.repeat(parts));
        }
    }
}
