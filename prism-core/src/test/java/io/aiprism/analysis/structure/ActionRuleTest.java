package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of actions with merged cells. */
final class ActionRuleTest {
    @Test
    void an_action_that_takes_several_rows_may_name_its_owner_in_any_of_them() {
        assertThat(incomplete(
                        "| Action | Owner | Due date |",
                        "| Mend the pump | Ada | 3 May |",
                        "| ^ | | 4 May |",
                        "| Paint the door | | 5 May |",
                        "| ^ | Bob | 6 May |"))
                .isEmpty();
    }

    @Test
    void an_action_that_takes_several_rows_and_has_no_owner_in_any_is_found_once() {
        assertThat(incomplete(
                        "| Action | Owner | Due date |",
                        "| Mend the pump | | 3 May |",
                        "| ^ | ? | 4 May |",
                        "| ^ | | 5 May |",
                        "| Paint the door | Ada | 6 May |"))
                .containsExactly("Mend the pump");
    }

    @Test
    void an_owner_whose_cell_takes_several_rows_owns_exactly_the_actions_of_these() {
        assertThat(incomplete(
                        "| No. | Action | Owner |",
                        "| 1 | Mend the pump | Ada |",
                        "| 2 | Paint the door | ^ |",
                        "| 3 | Oil the hinge | ^ |",
                        "| 4 | Close the lid | |"))
                .containsExactly("Close the lid");
    }

    @Test
    void a_cell_of_owner_and_date_in_one_answers_both() {
        assertThat(incomplete(
                        "| No. | Action | Owner | Due date |",
                        "| 1 | Mend the pump | Ada, by 3 May | < |",
                        "| 2 | Paint the door | | |",
                        "| 3 | Oil the hinge | Bob | 5 May |"))
                .containsExactly("Paint the door", "Paint the door");
    }

    @Test
    void a_header_of_two_rows_is_read_across_both() {
        assertThat(incomplete(
                        "| Action | Assignment | < |",
                        "| ^ | Owner | Due date |",
                        "| Mend the pump | | 3 May |",
                        "| Paint the door | Ada | 4 May |"))
                .containsExactly("Mend the pump");
    }

    @Test
    void the_second_row_of_a_header_is_no_action() {
        assertThat(incomplete(
                        "| Action | Owner | Cost | < |",
                        "| ^ | | Work | Parts |",
                        "| Mend the pump | Ada | 1 | 2 |",
                        "| Paint the door | Bob | 3 | 4 |"))
                .isEmpty();
    }

    @Test
    void a_row_of_one_merged_cell_is_a_heading_and_no_action() {
        assertThat(incomplete(
                        "| Action | Owner | Due date |",
                        "| Phase one | < | < |",
                        "| Mend the pump | Ada | 3 May |",
                        "| Paint the door | | 4 May |"))
                .containsExactly("Paint the door");
    }

    private static List<String> incomplete(String... rows) {
        return Structure.quotes("incomplete-action", Sketch.of(rows));
    }
}
