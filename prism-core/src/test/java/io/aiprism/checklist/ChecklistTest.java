package io.aiprism.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.finding.Severity;
import io.aiprism.task.Codec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChecklistTest {
    private static final String VALID = """
            {
              "id": "travel",
              "version": "3",
              "title": "Travel report",
              "locale": "en-GB",
              "checkpoints": [
                {"id": "purpose", "title": "Purpose", "guidance": "Is it said why?", "severity": "Important"},
                {"id": "costs", "title": "Costs", "guidance": "Do they add up?"}
              ],
              "requiredSections": [
                {"title": "Costs", "aliases": ["Expenses"], "ordered": true, "guidance": "All of them."},
                {"title": "Route"}
              ]
            }
            """;

    @Test
    void a_checklist_is_read_from_json() throws IOException {
        Checklist checklist = read(VALID);

        assertThat(checklist.id()).isEqualTo("travel");
        assertThat(checklist.locale()).isEqualTo(Locale.UK);
        assertThat(checklist.checkpoint("purpose"))
                .get()
                .satisfies(checkpoint -> assertThat(checkpoint.severity()).contains(Severity.IMPORTANT));
        assertThat(checklist.checkpoint("costs").orElseThrow().severity()).isEmpty();
        assertThat(checklist.requiredSections())
                .extracting(RequiredSection::title, RequiredSection::ordered)
                .containsExactly(tuple("Costs", true), tuple("Route", false));
    }

    @Test
    void what_can_be_left_out_is_empty() throws IOException {
        Checklist checklist = read("""
                {"id": "a", "version": "1", "title": "A", "checkpoints": [], "requiredSections": [{"title": "B"}]}
                """);

        assertThat(checklist.locale()).isEqualTo(Locale.ROOT);
        assertThat(checklist.requiredSections().getFirst().guidance()).isEmpty();
        assertThat(checklist.requiredSections().getFirst().aliases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\": \"3\",    |                          | 1 | version                 | is missing",
                "\"version\": \"3\"     | \"version\": 3           | 3 | version                 | must be a text, was a number",
                "\"title\": \"Costs\", \"guidance\" | \"guidance\" | 8 | checkpoints[1].title    | is missing",
                "\"Important\"          | \"grave\"                | 7 | checkpoints[0].severity | critical, important, suggestion",
                "\"costs\"              | \"purpose\"              | 8 | checkpoints[1].id       | used already on line 7",
                "true                   | \"yes\"                  | 11 | requiredSections[0].ordered | true or false",
                "[\"Expenses\"]         | [\"Expenses\", null]     | 11 | requiredSections[0].aliases[1] | was null",
                "\"ordered\"            | \"order\"                | 11 | requiredSections[0].order | unknown field; there are: aliases",
                "\"Route\"              | \" \"                    | 12 | requiredSections[1].title | must not be blank",
                "en-GB                  | English!                 | 5 | locale                  | no language tag",
            })
    void an_error_names_line_and_field(String what, String with, int line, String field, String problem) {
        String text = VALID.replace(what, with == null ? "" : with);

        var error = catchThrowableOfType(ChecklistException.class, () -> read(text));

        assertThat(error)
                .hasMessageContaining("test.json, line " + line + ": " + field)
                .hasMessageContaining(problem);
        assertThat(error.line()).isEqualTo(line);
        assertThat(error.field()).isEqualTo(field);
    }

    @Test
    void what_is_no_json_is_said_with_its_line() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read("{\n\"id\": \"a\",\n oops}"))
                .withMessageContaining("line 3: not well-formed JSON");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read(""))
                .withMessageContaining("is empty");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read("[]"))
                .withMessageContaining("must be an object, was a list");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read(VALID + "{}"))
                .withMessageContaining("more after the end");
    }

    @Test
    void every_built_in_checklist_can_be_read_and_survives_as_json() throws IOException {
        Codec<Checklist> codec = Codec.json(Checklist.class);
        for (String name : Checklist.builtIns()) {
            Checklist checklist = Checklist.builtIn(name);

            assertThat(checklist.id()).isEqualTo(name);
            assertThat(codec.decode(codec.encode(checklist))).isEqualTo(checklist);
        }
    }

    @Test
    void every_checkpoint_that_is_built_in_says_how_much_it_matters_and_the_names_are_listed() throws IOException {
        assertThat(Checklist.builtIns()).containsExactly("general-report", "incident-review", "technical-design");
        assertThat(Checklist.builtIn("incident-review").checkpoints()).hasSizeGreaterThanOrEqualTo(20);
        for (String name : Checklist.builtIns()) {
            assertThat(Checklist.builtIn(name).checkpoints())
                    .allSatisfy(checkpoint -> assertThat(checkpoint.severity()).isPresent());
            assertThat(Checklist.builtIn(name).requiredSections())
                    .allSatisfy(section -> assertThat(section.guidance()).isPresent());
        }
    }

    @Test
    void an_unknown_name_lists_what_is_built_in() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> Checklist.builtIn("memoir"))
                .withMessageContaining("'memoir'")
                .withMessageContaining("general-report");
    }

    private static Checklist read(String json) throws IOException {
        return Checklist.read("test.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
