package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikeWordsTest {
    @Test
    void a_word_in_ten_may_differ() {
        String text = "before it the team has decided to move the old service to another region soon and after it";

        assertThat(LikeWords.find(text, "the team decided to move the old service to another region soon"))
                .hasValueSatisfying(run -> assertThat(text.substring(run.start(), run.end()))
                        .isEqualTo("the team has decided to move the old service to another region soon"));
    }

    @ParameterizedTest
    @CsvSource({
        "10 mg, 10 kg",
        "10 mg, 12 mg",
        "two weeks, ten weeks",
        "1200 €, 1200 $",
        "€1200, $1200",
        "-5, 5",
        "1.5, 1 5",
        "10 %, 10",
        "acceptable, unacceptable",
        "is, isn't",
        "always, never"
    })
    void what_says_something_else_is_never_almost_the_same(String written, String quoted) {
        String text = "for the whole of this report a value of %s was found to be what we want to have in the end";

        assertThat(LikeWords.find(text.formatted(written), text.formatted(written)))
                .isPresent();
        assertThat(LikeWords.find(text.formatted(written), text.formatted(quoted)))
                .isEmpty();
        assertThat(LikeWords.find(text.formatted(quoted), text.formatted(written)))
                .isEmpty();
    }
}
