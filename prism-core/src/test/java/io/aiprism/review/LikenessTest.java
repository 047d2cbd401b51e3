package io.aiprism.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LikenessTest {
    private static final String TEXT =
            "the root cause of the outage is known and the list of measures is complete for %s teams";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the root cause of this outage is known and the list of measures is complete for two teams",
                "The root cause of the outage is known, and the list of all measures is complete for two teams."
            })
    void a_word_or_two_may_differ(String changed) {
        String before = TEXT.formatted("two").replace("list of", changed.contains("all") ? "list of all" : "list of");

        assertThat(Likeness.of(before, changed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the root cause of the outage is unknown and the list of measures is complete for two teams",
                "the root cause of the outage is known and the list of measures is incomplete for two teams",
                "the root cause of the outage is known and the list of measures is complete for three teams",
                "the root cause of the outage is known and the list of measures is not complete for two teams",
                "the root cause of the outage is known and the list of measures is complete for 2 teams",
                "the root cause of the outage is known and the list of measures is complete for both teams"
            })
    void opposites_and_numbers_may_not(String changed) {
        assertThat(Likeness.of(TEXT.formatted("two"), changed)).isFalse();
        assertThat(Likeness.of(changed, TEXT.formatted("two"))).isFalse();
    }
}
