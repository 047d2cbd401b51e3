package io.aiprism.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedAnswerTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, PackedAnswer.LARGE - 1, PackedAnswer.LARGE, 1_000_000})
    void what_is_packed_comes_back(int length) {
        byte[] answer = new byte[length];
        new Random(length).nextBytes(answer);

        assertThat(PackedAnswer.unpack(PackedAnswer.pack(answer)))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(answer));
    }

    @Test
    void what_is_large_becomes_small() {
        assertThat(PackedAnswer.pack(new byte[100_000])).hasSizeLessThan(1_000);
    }

    @Test
    void what_is_damaged_or_foreign_or_far_too_large_is_as_good_as_nothing() {
        byte[] packed = PackedAnswer.pack(new byte[100_000]);

        assertThat(PackedAnswer.unpack(new byte[0])).isEmpty();
        assertThat(PackedAnswer.unpack(new byte[] {42, 1, 2})).isEmpty();
        assertThat(PackedAnswer.unpack(new byte[] {1, 1, 2})).isEmpty();
        assertThat(PackedAnswer.unpack(Arrays.copyOf(packed, packed.length / 2)))
                .isEmpty();
        assertThat(PackedAnswer.unpack(PackedAnswer.pack(new byte[PackedAnswer.LARGEST + 1])))
                .isEmpty();
    }
}
