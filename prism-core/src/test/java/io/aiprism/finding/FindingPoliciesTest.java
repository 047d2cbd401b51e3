package io.aiprism.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.task.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FindingPoliciesTest {
    private final Document document =
            Sketch.of("# One", "The quick brown fox jumps.", "# Two", "The quick brown fox jumps.", "# Three", "End.");
    private int made;

    @Test
    void without_a_policy_every_finding_is_shown() {
        List<Finding> findings = List.of(in(0, 0, 3).build(), in(0, 0, 3).build());

        assertThat(FindingPolicies.NONE.apply(findings)).isEqualTo(new FilteredFindings(findings, PolicyReport.NONE));
    }

    @Test
    void a_low_confidence_is_removed_and_an_unstated_one_is_not_low() {
        Finding low = in(0, 0, 3).confidence(0.49).build();
        Finding high = in(0, 0, 3).confidence(0.5).build();
        Finding unstated = in(0, 0, 3).build();

        FilteredFindings shown = apply(FindingPolicies.minimumConfidence(0.5), low, high, unstated);

        assertThat(shown.findings()).containsExactly(high, unstated);
        assertThat(shown.report())
                .isEqualTo(new PolicyReport(List.of(new PolicyReport.Applied(
                        "minimum confidence 0.5",
                        List.of(new RemovedFinding(low.id(), "confidence 0.49 is below 0.5"))))));
    }

    @Test
    void a_low_severity_is_removed() {
        Finding critical = in(0, 0, 3).severity(Severity.CRITICAL).build();
        Finding important = in(0, 0, 3).severity(Severity.IMPORTANT).build();
        Finding suggestion = in(0, 0, 3).severity(Severity.SUGGESTION).build();

        assertThat(apply(FindingPolicies.minimumSeverity(Severity.IMPORTANT), suggestion, important, critical)
                        .findings())
                .containsExactly(important, critical);
    }

    @Test
    void the_most_important_of_a_section_stay_in_document_order() {
        Finding unsure = in(0, 0, 3).severity(Severity.CRITICAL).confidence(0.2).build();
        Finding weak = in(0, 4, 9).severity(Severity.SUGGESTION).build();
        Finding sure = in(0, 4, 9).severity(Severity.CRITICAL).confidence(0.9).build();
        Finding middle = in(0, 10, 15).severity(Severity.IMPORTANT).build();
        Finding elsewhere = in(1, 0, 3).severity(Severity.SUGGESTION).build();

        FilteredFindings shown = apply(FindingPolicies.maximumPerSection(2), unsure, weak, sure, middle, elsewhere);

        assertThat(shown.findings()).containsExactly(unsure, sure, elsewhere);
        assertThat(apply(FindingPolicies.maximumPerSection(1), unsure, weak, sure, middle, elsewhere)
                        .findings())
                .containsExactly(sure, elsewhere);
        assertThat(shown.report().applied().getFirst().removed())
                .extracting(RemovedFinding::findingId)
                .containsExactly(weak.id(), middle.id());
    }

    @Test
    void policies_are_applied_in_order_and_each_says_what_it_removed() {
        Finding a = in(0, 0, 3).severity(Severity.SUGGESTION).build();
        Finding b = in(0, 4, 9).severity(Severity.IMPORTANT).confidence(0.1).build();
        Finding c = in(0, 10, 15).severity(Severity.IMPORTANT).build();
        Finding d = in(0, 16, 19).severity(Severity.IMPORTANT).build();

        FilteredFindings shown = apply(
                FindingPolicies.of(
                        FindingPolicies.minimumSeverity(Severity.IMPORTANT),
                        FindingPolicies.minimumConfidence(0.5),
                        FindingPolicies.maximumPerSection(1),
                        FindingPolicies.noDuplicatesAcrossSections()),
                a,
                b,
                c,
                d);

        assertThat(shown.findings()).containsExactly(c);
        assertThat(shown.report().applied())
                .extracting(applied -> applied.removed().stream()
                        .map(RemovedFinding::findingId)
                        .toList())
                .containsExactly(List.of(a.id()), List.of(b.id()), List.of(d.id()), List.of());
        assertThat(shown.report().removed()).isEqualTo(3);
        Codec<PolicyReport> codec = Codec.json(PolicyReport.class);
        assertThat(codec.decode(codec.encode(shown.report()))).isEqualTo(shown.report());
    }

    @Test
    void of_two_that_say_the_same_of_the_same_words_the_better_one_stays() {
        Finding plain =
                says(in(0, 4, 15), "Vague words", "The words are vague.").build();
        Finding better = says(in(0, 4, 9), "The vague words", "Words are vague")
                .replacement("fast")
                .build();
        Finding elsewhere =
                says(in(0, 16, 19), "Vague words", "The words are vague.").build();

        FilteredFindings shown = apply(FindingPolicies.noDuplicatesWithinSections(), plain, better, elsewhere);

        assertThat(shown.findings()).containsExactly(better, elsewhere);
        assertThat(shown.report().applied().getFirst().removed())
                .containsExactly(
                        new RemovedFinding(plain.id(), "the same as %s of analyzer 'test'".formatted(better.id())));
    }

    @Test
    void different_replacements_are_never_duplicates() {
        Finding one = in(0, 4, 9).replacement("fast").build();
        Finding other = in(0, 4, 9).replacement("slow").build();

        assertThat(apply(all(), one, other).findings()).containsExactly(one, other);
    }

    @Test
    void equal_words_in_several_sections_are_said_once_if_so_wanted() {
        Finding first = in(0, 4, 9).build();
        Finding second = in(1, 4, 9).build();
        Finding otherWords = in(1, 10, 15).build();

        assertThat(apply(FindingPolicies.noDuplicatesAcrossSections(), first, second, otherWords)
                        .findings())
                .containsExactly(first, otherWords);
        assertThat(apply(FindingPolicies.noDuplicatesWithinSections(), first, second, otherWords)
                        .findings())
                .containsExactly(first, second, otherWords);
    }

    @Test
    void a_replacement_is_proposed_once_if_so_wanted() {
        Finding first =
                says(in(0, 4, 9), "Typo", "Misspelled.").replacement("fast").build();
        Finding second = says(in(0, 4, 9), "Spelling", "Did you mean “fast”?")
                .replacement("fast")
                .build();
        Finding other = says(in(0, 4, 9), "Spelling", "Misspelled.").build();

        assertThat(apply(FindingPolicies.noRepeatedReplacements(), first, second, other)
                        .findings())
                .containsExactly(first, other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The owner is missing.        | Owner missing",
                "There is “no owner”          | There is \"no owner\".",
                "Please name the owners.      | Name the owner.",
                "Two   words.                 | Two words",
            })
    void what_does_not_change_the_meaning_is_seen_through(String one, String other) {
        assertThat(same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The backup was tested.        | The backup was not tested.",
                "The backup was tested.        | The backup was never tested.",
                "The plan is complete.         | The plan is incomplete.",
                "We do agree.                  | We don't agree.",
                "No, changes are needed.       | No changes are needed.",
                "The load increased.           | The load decreased.",
                "Due on 3 May 2026.            | Due on 4 May 2026.",
                "Due on 3 May 2026.            | Due on 3 June 2026.",
                "Due on 2026-05-03.            | Due on 2026-03-05.",
                "Costs 1.5 million.            | Costs 15 million.",
                "Costs .5 million.             | Costs 5 million.",
                "Costs -5 euros.               | Costs 5 euros.",
                "Costs two million.            | Costs three million.",
                "Costs 5 €.                    | Costs 5 $.",
                "Takes 5 ms.                   | Takes 5 s.",
                "Takes 5'.                     | Takes 5.",
                "It is 5 m long.               | It is 5 m² long.",
                "Owner is Ada.                 | Owner is Bob.",
                "Calls getUser.                | Calls getuser.",
                "See TASK-12.                  | See TASK-13.",
                "Runs on node a.               | Runs on node b.",
                "Runs on node a.               | Runs on node.",
                "A is larger than B.           | B is larger than A.",
                "Before the release.           | After the release.",
                "It is done.                   | Is it done?",
                "Sent by IT.                   | Sent by it.",
            })
    void what_may_change_the_meaning_is_not(String one, String other) {
        assertThat(same(one, other)).isFalse();
        assertThat(same(other, one)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_statement_and_its_negation_or_with_another_particular_are_never_duplicates(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<String> words = Words.sentence(random);
            String one = String.join(" ", words);
            String other = String.join(" ", Words.changed(words, random));

            assertThat(duplicates(one, other)).as("“%s” and “%s”", one, other).isFalse();
            assertThat(duplicates(one, Words.sameAs(one, random))).as(one).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void every_removed_finding_has_its_duplicate_among_those_that_stay_and_nothing_is_lost(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int from = random.nextInt(20);
                FindingBuilder builder = says(
                        in(random.nextInt(2), from, from + 1 + random.nextInt(6)),
                        "Title",
                        random.nextBoolean() ? "One thing." : "Another thing.");
                findings.add(
                        random.nextInt(3) == 0
                                ? builder.replacement("r" + random.nextInt(2)).build()
                                : builder.build());
            }

            FilteredFindings shown = FindingPolicies.of(all()).apply(findings);

            List<String> ids =
                    new ArrayList<>(shown.findings().stream().map(Finding::id).toList());
            shown.report()
                    .applied()
                    .forEach(applied -> applied.removed().forEach(removed -> ids.add(removed.findingId())));
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(
                            findings.stream().map(Finding::id).toList());
            assertThat(FindingPolicies.of(all()).apply(shown.findings()).findings())
                    .isEqualTo(shown.findings());
        }
    }

    @Test
    void a_policy_can_remove_only_what_it_was_given() {
        Finding finding = in(0, 0, 3).build();
        FindingPolicy confused = new FindingPolicy() {
            @Override
            public String name() {
                return "confused";
            }

            @Override
            public List<RemovedFinding> removals(List<Finding> findings) {
                return List.of(new RemovedFinding("f0", "why not"));
            }
        };

        assertThatThrownBy(() -> apply(confused, finding))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("policy 'confused' removes finding f0, which it was not given");
    }

    @Test
    void bounds_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> FindingPolicies.minimumConfidence(1.1)).hasMessageContaining("was 1.1");
        assertThatThrownBy(() -> FindingPolicies.minimumConfidence(Double.NaN)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> FindingPolicies.maximumPerSection(0)).hasMessageContaining("was 0");
    }

    private static boolean same(String one, String other) {
        return Statement.of(one).equals(Statement.of(other));
    }

    private boolean duplicates(String one, String other) {
        return apply(
                                FindingPolicies.noDuplicatesWithinSections(),
                                says(in(0, 0, 3), "Title", one).build(),
                                says(in(0, 0, 3), "Title", other).build())
                        .findings()
                        .size()
                == 1;
    }

    private static List<FindingPolicy> all() {
        return List.of(FindingPolicies.noDuplicatesWithinSections(), FindingPolicies.noDuplicatesAcrossSections());
    }

    private static FilteredFindings apply(FindingPolicy policy, Finding... findings) {
        return apply(FindingPolicies.of(policy), findings);
    }

    private static FilteredFindings apply(List<FindingPolicy> policies, Finding... findings) {
        return apply(FindingPolicies.of(policies), findings);
    }

    private static FilteredFindings apply(FindingPolicies policies, Finding... findings) {
        return policies.apply(List.of(findings));
    }

    private FindingBuilder in(int section, int start, int end) {
        Section where = document.sections().get(section);
        return Finding.in(
                        where,
                        Span.within(where.blocks().getLast().id(), start, end),
                        Provenance.of("test", "1", "rule"))
                .key("key " + made++)
                .severity(Severity.IMPORTANT)
                .category("style")
                .title("Title")
                .description("Text.");
    }

    private static FindingBuilder says(FindingBuilder builder, String title, String description) {
        return builder.title(title).description(description);
    }
}
