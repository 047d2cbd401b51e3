package io.aiprism.model.structured;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerTest {
    private static final String JSON = "{\"a\": [\"} ``` {\", {\"b\": 1}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\n %s \n",
                "```json\n%s\n```",
                "```\n%s\n```\nI hope that helps.",
                "Here [as asked for] is {the} answer:\n%s\nDone {}."
            })
    void words_and_fences_around_json_are_left_out(String around) {
        assertThat(JsonAnswer.json(around.formatted(JSON))).isEqualTo(JSON);
    }

    @Test
    void json_that_is_cut_off_is_kept_as_far_as_it_goes() {
        assertThat(JsonAnswer.json("Sure:\n```json\n{\"a\": [{\"b\": 1}, {\"b\": \"tw"))
                .isEqualTo("{\"a\": [{\"b\": 1}, {\"b\": \"tw");
    }

    @Test
    void json_that_is_broken_is_kept_whole() {
        assertThat(JsonAnswer.json("```json\n{\"a\": [{\"b\": 1},]}\n```")).isEqualTo("{\"a\": [{\"b\": 1},]}");
    }

    @Test
    void a_text_without_json_stays() {
        assertThat(JsonAnswer.json(" I cannot do that. ")).isEqualTo("I cannot do that.");
        assertThat(JsonAnswer.json("")).isEmpty();
    }
}
