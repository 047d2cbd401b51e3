package io.aiprism.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlChecklistTest {
    private static final String VALID = """
            # What a travel report has to say.
            id: travel
            version: "3"
            title: Travel report
            locale: en-GB
            checkpoints:
              - id: purpose
                title: Purpose
                guidance: >
                  Is it said
                  why?
                severity: Important
              - {id: costs, title: Costs, guidance: Do they add up}
            requiredSections:
              - title: Costs
                aliases: [Expenses]
                ordered: true
              - title: Route
            """;

    @Test
    void a_checklist_is_read_from_yaml() throws IOException {
        Checklist checklist = read(VALID);

        assertThat(checklist.id()).isEqualTo("travel");
        assertThat(checklist.checkpoint("purpose").orElseThrow().guidance()).isEqualTo("Is it said why?\n");
        assertThat(checklist.requiredSections())
                .extracting(RequiredSection::ordered)
                .containsExactly(true, false);
    }

    @Test
    void what_is_built_in_reads_the_same_from_yaml() throws IOException {
        for (String name : Checklist.builtIns()) {
            try (var json = Checklist.class.getResourceAsStream(name + ".json")) {
                JsonNode tree = new ObjectMapper().readTree(json);
                assertThat(read(new YAMLMapper().writeValueAsString(tree))).isEqualTo(Checklist.builtIn(name));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: \"3\"     | version: 3         | 3  | version                 | must be a text, was a number; put it in quotes",
                "title: Purpose    | name: Purpose      | 8  | checkpoints[0].name     | unknown field; there are: guidance",
                "severity: Important | severity: grave  | 12 | checkpoints[0].severity | critical, important, suggestion",
                "id: costs         | id: purpose        | 13 | checkpoints[1].id       | used already on line 7",
                "ordered: true     | ordered: maybe     | 17 | requiredSections[0].ordered | must be true or false",
                "[Expenses]        | [Expenses, null]   | 16 | requiredSections[0].aliases[1] | was null",
                "title: Route      | title:             | 18 | requiredSections[1].title | was null",
                "en-GB             | English!           | 5  | locale                  | no language tag",
            })
    void an_error_names_line_and_field(String what, String with, int line, String field, String problem) {
        String text = VALID.replace(what, with);

        var error = catchThrowableOfType(ChecklistException.class, () -> read(text));

        assertThat(error)
                .hasMessageContaining("test.yaml, line " + line + ": " + field)
                .hasMessageContaining(problem);
        assertThat(error.line()).isEqualTo(line);
        assertThat(error.field()).isEqualTo(field);
    }

    @Test
    void what_is_no_yaml_is_said_with_its_line() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read("id: a\nversion: [b\ntitle: c\n"))
                .withMessageContaining("line 3: not well-formed YAML");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read(""))
                .withMessageContaining("is empty");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read(VALID + "---\nid: b\n"))
                .withMessageContaining("more after the end");
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read("id: a\nid: b\n"))
                .withMessageContaining("line 2")
                .withMessageContaining("uplicate");
    }

    @Test
    void aliases_are_refused_rather_than_misread() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> read("id: &name travel\nversion: \"1\"\ntitle: *name\n"))
                .withMessageContaining("line 3: aliases are not supported");
    }

    @Test
    void hostile_nesting_ends_in_a_typed_error() {
        assertThatExceptionOfType(ChecklistException.class).isThrownBy(() -> read("[".repeat(100_000)));
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> Checklist.read(
                        "a.json", new ByteArrayInputStream("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void without_the_library_the_error_says_what_to_add() {
        assertThatExceptionOfType(ChecklistException.class)
                .isThrownBy(() -> Format.of("mine.YML", List.of()))
                .withMessageContaining("mine.YML is YAML")
                .withMessageContaining("jackson-dataformat-yaml");
    }

    private static Checklist read(String yaml) throws IOException {
        return Checklist.read("test.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
