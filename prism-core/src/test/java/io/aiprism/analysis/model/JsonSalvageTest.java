package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken out of answers that are not whole. */
final class JsonSalvageTest {
    @Test
    void complete_elements_of_an_array_that_is_cut_off_are_kept() {
        assertThat(of("{\"findings\": [{\"a\": 1}, {\"a\": 2}, {\"a\": ")).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(of("[{\"a\": 1}, {\"a\"")).containsExactly("{\"a\":1}");
        assertThat(of("{\"findings\": [{\"a\": [{\"b\": 1}]}, {")).containsExactly("{\"a\":[{\"b\":1}]}");
    }

    @Test
    void the_members_name_in_a_string_is_not_the_member() {
        assertThat(of("{\"note\": \"my \\\"findings\\\": [{\\\"a\\\": 0}]\", \"findings\": [{\"a\": 1}, {"))
                .containsExactly("{\"a\":1}");
        assertThat(of("{\"findings\": \"none\", \"more\": {\"findings\": [{\"a\": 0}]}, \"findings\": [{\"a\": 1}, {"))
                .containsExactly("{\"a\":1}");
        assertThat(of("{\"note\": \"my \\\"findings\\\": [{\\\"a\\\": 0}")).isEmpty();
        assertThat(of("{\"more\": [{\"findings\": [{\"a\": 0}]}], \"findings\": [")).isEmpty();
    }

    @Test
    void words_before_the_json_are_passed_over() {
        assertThat(of("I use {braces} and [brackets] in \"findings\". ```json\n{\"findings\": [{\"a\": 1}, {"))
                .containsExactly("{\"a\":1}");
        assertThat(of("no findings at all")).isEmpty();
        assertThat(of("")).isEmpty();
    }

    @Test
    void elements_that_are_no_objects_end_the_list() {
        assertThat(of("{\"findings\": [{\"a\": 1}, 5, {\"a\": 2}], \"findings\": [{\"a\": 3}]}"))
                .containsExactly("{\"a\":1}", "{\"a\":3}");
    }

    @Test
    void very_many_brackets_are_not_all_tried() {
        assertThat(of("{".repeat(100_000))).isEmpty();
        assertThat(of("[".repeat(100_000))).isEmpty();
        assertThat(of("{\"a\":".repeat(100_000))).isEmpty();
    }

    @Test
    void repetition_is_told() {
        assertThat(JsonSalvage.of("{\"findings\": [{\"a\": \"" + "END_".repeat(100), "findings").repetitive())
                .isTrue();
        assertThat(JsonSalvage.of("{\"findings\": [" + "{\"a\": 1}, ".repeat(5), "findings").repetitive())
                .isTrue();
        assertThat(JsonSalvage.of("{\"findings\": [{\"a\": 1}, {\"a\": 2}, {", "findings").repetitive())
                .isFalse();
    }

    private static List<String> of(String text) {
        return JsonSalvage.of(text, "findings").elements();
    }
}
