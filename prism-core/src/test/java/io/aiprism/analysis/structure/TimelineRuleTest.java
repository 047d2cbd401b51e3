package io.aiprism.analysis.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimelineRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-14; 2026-03-15; *2026-03-12; 2026-03-16",
                "2026-03-14 23:59; 2026-03-15T00:10; *2026-03-14 08:00; 2026-03-15 09:00",
                "14 March 2026; 15 March 2026; *12 March 2026; 16 March 2026",
                "March 14, 2026; Mar 15, 2026; *March 12, 2026; March 16, 2026",
                "14th Mar; 15th Mar; *12th Mar; 16th Mar",
                "14.03.2026; 15.03.2026; *12.03.2026; 16.03.2026",
                "14/03/2026; 15/03/2026; *13/03/2026; 16/03/2026",
                "09:03; 09:10; *09:05; 09:12",
                "9:03 am; 11:10 am; *10:05 am; 1:12 pm",
                "09:03 UTC; 09:10 UTC; *09:05 UTC; 09:12 UTC",
                "14 Sep 2026 16:20; 15 Sep 2026 09:31; *14 Sep 2026 17:00; 15 Sep 2026 09:38; 15 Sep 2026 09:40",
                "Mon 14 March 2026, 10:00; 10:05; *10:02; 10:09",
                "2026-03-16; *2026-03-17; 2026-03-15; 2026-03-14; 2026-03-13",
            })
    void an_entry_out_of_order_is_found(String times) {
        assertThat(inTimeline(times)).containsExactly(expected(times));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-14; 2026-03-15; 2026-03-15; 2026-03-16",
                "22:10; 23:50; 00:05; 03:42",
                "28 Dec; 30 Dec; 2 Jan; 5 Jan",
                "15 Sep 2026; 15 Sep 2026 09:00; 15 Sep 2026; 15 Sep 2026 10:00",
                "2026-03-16; 2026-03-15; 2026-03-14; 2026-03-13",
                "14 March 2026; soon; later; 15 March 2026; 16 March 2026",
                "09:03 UTC; 10:10 CET; 09:12 UTC; 10:20 CET",
                "ca. 09:00; ~09:05; 09:10–09:20; 09:15",
            })
    void an_order_that_makes_sense_is_left_alone(String times) {
        assertThat(inTimeline(times)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03/04/2026; 05/04/2026; 04/05/2026; 06/04/2026",
                "14/03/2026; 15/03/2026; 12/03/2026; 16/03/2026",
                "3/4/26; 5/4/26; 4/4/26; 6/4/26",
            })
    void dates_that_can_be_read_in_two_ways_never_give_a_finding(String times) {
        assertThat(inTimeline(times)).isEmpty();
    }

    @Test
    void a_list_that_is_mostly_out_of_order_is_no_timeline() {
        assertThat(inTimeline("2026-03-14; 2026-01-15; 2026-05-12; 2026-02-16; 2026-04-01; 2026-01-01"))
                .isEmpty();
    }

    @Test
    void list_items_and_paragraphs_of_a_timeline_are_entries_where_they_begin_with_a_date() {
        assertThat(Structure.quotes(
                        "timeline-order",
                        Sketch.of(
                                "# Chronology",
                                "- 14 March 2026: it began",
                                "15 March 2026 – it went on",
                                "12 March 2026 was a fine day, as everybody said.",
                                "- 13 March 2026 it was seen",
                                "- 16 March 2026 it ended",
                                "17 March 2026: all was over")))
                .containsExactly("13 March 2026");
    }

    @Test
    void dates_in_prose_and_lists_elsewhere_are_left_alone() {
        assertThat(Structure.quotes(
                        "timeline-order",
                        Sketch.of(
                                "# Costs",
                                "- 14 March 2026: a",
                                "- 15 March 2026: b",
                                "- 12 March 2026: c",
                                "- 16 March 2026: d")))
                .isEmpty();
    }

    @Test
    void elsewhere_a_table_of_dates_needs_five_in_six_in_order() {
        assertThat(table("# Meetings", "2026-03-14; 2026-03-15; 2026-03-12; 2026-03-16"))
                .isEmpty();
        assertThat(table("# Meetings", "2026-03-14; 2026-03-15; 2026-03-12; 2026-03-16; 2026-03-17; 2026-03-18"))
                .containsExactly("2026-03-12");
    }

    @Test
    void elsewhere_a_table_of_periods_is_left_alone() {
        assertThat(table("# Impact", "09:03–09:31; 09:31–09:38; 09:38–10:21; 10:21–10:49; 10:50–10:55; 09:03–10:49"))
                .isEmpty();
    }

    private static List<String> inTimeline(String times) {
        return table("# Timeline of Events", times.replace("*", ""));
    }

    private static List<String> table(String heading, String times) {
        List<String> lines = new ArrayList<>(List.of(heading, "| Date and time (UTC) | Event |"));
        Arrays.stream(times.split("; ")).forEach(time -> lines.add("| " + time + " | Something happened |"));
        return Structure.quotes("timeline-order", Sketch.of(lines.toArray(String[]::new)));
    }

    private static String expected(String times) {
        String marked = Arrays.stream(times.split("; "))
                .filter(time -> time.startsWith("*"))
                .findFirst()
                .orElseThrow()
                .substring(1);
        return marked.replace(" UTC", "");
    }
}
