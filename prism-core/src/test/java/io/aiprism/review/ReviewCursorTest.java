package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReviewCursorTest {
    @Test
    void a_cursor_survives_as_text() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            ReviewCursor cursor = ReviewCursor.START;
            for (int i = random.nextInt(20); i > 0; i--) {
                cursor = cursor.with(random.nextInt(30), random.nextInt(3));
            }

            assertThat(ReviewCursor.parse(cursor.toString())).isEqualTo(cursor).hasSameHashCodeAs(cursor);
            assertThat(cursor.toString()).matches("[0-9x_]+");
        }
    }

    @Test
    void equal_counts_are_written_once() {
        ReviewCursor cursor = ReviewCursor.START;
        for (int member = 0; member < 200; member++) {
            cursor = cursor.with(member, 4);
        }

        assertThat(cursor).hasToString("200x4");
        assertThat(cursor.sequence()).isEqualTo(800);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1_", "0x4", "-1", "3x", "x3", "999999999x1", "1 2"})
    void what_is_no_cursor_is_refused(String text) {
        assertThatThrownBy(() -> ReviewCursor.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
