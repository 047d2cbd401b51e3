package io.aiprism.languagetool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import io.aiprism.finding.Finding;
import io.aiprism.finding.Severity;
import io.aiprism.task.PermanentFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.rules.Rule;

class LanguageToolAnalyzerTest {
    private static final LanguageToolAnalyzer ANALYZER =
            LanguageToolAnalyzer.builder().maxCheckers(2).build();

    @AfterAll
    static void close() {
        ANALYZER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "This is dealt with in a seperate report.|seperate|separate|spelling|IMPORTANT",
                "We recieved more orders.|recieved|received|spelling|IMPORTANT",
                "Recieved orders are stored at once.|Recieved|Received|spelling|IMPORTANT",
                "It had to wait behind the the lock.|the the|the|grammar|IMPORTANT",
                "For more than a hour nobody answered.|a|an|grammar|IMPORTANT",
                "The alerts was grouped by service.|was|were|grammar|IMPORTANT",
                "There were less orders than usual.|less|fewer|grammar|IMPORTANT",
                "Its clear that we trust the runbook.|Its|It's|spelling|IMPORTANT",
                "The new licence is for the data base of orders.|data base|database|spelling|SUGGESTION",
                "A large number of small points are still open.|A large number of|Many|style|SUGGESTION"
            })
    void mistakes_are_found_at_the_exact_words(
            String text, String quote, String replacement, String category, Severity severity) throws Exception {
        assertThat(findings(text))
                .extracting(Finding::quote, Finding::replacement, Finding::category, Finding::severity)
                .contains(tuple(quote, Optional.of(replacement), category, severity));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Lindqvist and Marek Dvořák spoke to Priya Raghunathan.",
                "Brindlecart is an online marketplace. Customers of Brindlecart could not pay.",
                "Annelies de Graaf and Rafael Okonjo decided it.",
                "The service runs on PostgreSQL and KubeVirt, behind HAProxy, as PRB-XXX and CHG‑20418 say.",
                "Set max_connectns in /etc/postgrsql/main.conf, or call getConectn() and see https://exmple.example/abc.",
                "The runbook says: redeploy the backend, then replay the webhooks with the old payloads.",
                "The colour of the centre was synchronised and authorised afterwards, and the color of the center too.",
                "Write to imogen.hartwel@brindlecart.example or to #inc-42.",
                "Each message has an id, and the ids are kept.",
                "Name\tRafael Okonjo\t2 October 2026",
                "The orders database was slow. Why did checkout fail?",
                "3.2\tMaintainance and Recovry\t12"
            })
    void names_and_identifiers_and_what_is_right_somewhere_are_no_mistakes(String text) throws Exception {
        assertThat(findings(text)).isEmpty();
        assertThat(findings(text)).as("from the cache").isEmpty();
    }

    @Test
    void list_items_and_cells_may_begin_in_lower_case_but_sentences_may_not() throws Exception {
        Place cell = cell(0);

        assertThat(findings(List.of(
                        Block.of("b1", BlockKind.LIST_ITEM, Place.BODY, "the log of the failover,"),
                        Block.of("b2", BlockKind.PARAGRAPH, cell, "the duration of the change"))))
                .isEmpty();
        assertThat(findings("This was bad. then it was good."))
                .extracting(Finding::quote)
                .containsExactly("then");
    }

    @Test
    void a_word_alone_in_a_cell_is_a_name_by_its_capital_but_not_in_the_first_row() throws Exception {
        assertThat(findings(List.of(
                        Block.of("b1", BlockKind.PARAGRAPH, cell(0), "Recieved"),
                        Block.of("b2", BlockKind.PARAGRAPH, cell(1), "Callinga"),
                        Block.of("b3", BlockKind.PARAGRAPH, cell(1), "recieved"))))
                .extracting(Finding::quote)
                .containsExactly("Recieved", "recieved");
    }

    @Test
    void offsets_are_exact_behind_emoji_and_combining_characters() throws Exception {
        String text = "🚒👩\u200D🚒 Zoe\u0308 saw a\u030A 😀 seperate 🎉 report, and the the cat.";

        List<Finding> findings = findings(text);

        assertThat(findings).extracting(Finding::quote).contains("seperate", "the the");
        assertThat(findings)
                .allSatisfy(finding -> assertThat(text.substring(
                                finding.span().startOffset(), finding.span().endOffset()))
                        .isEqualTo(finding.quote()));
    }

    @Test
    void each_finding_lies_in_its_own_paragraph_and_section() throws Exception {
        Section section = section(List.of(
                Block.of("b1", BlockKind.PARAGRAPH, Place.BODY, "We recieved it."),
                Block.of("b2", BlockKind.PARAGRAPH, Place.BODY, "A column\twith a seperate word.")));

        List<Finding> findings = findings(ANALYZER, section, Locale.ROOT);

        assertThat(findings)
                .extracting(
                        finding -> finding.span().startBlock(),
                        finding -> finding.span().endBlock(),
                        Finding::quote)
                .containsExactly(tuple("b1", "b1", "recieved"), tuple("b2", "b2", "seperate"));
        assertThat(findings).allMatch(finding -> finding.standsIn(section));
    }

    @Test
    void code_and_hidden_text_are_not_checked() throws Exception {
        Place hidden = new Place(Story.BODY, Optional.empty(), Optional.empty(), true);

        assertThat(findings(List.of(
                        Block.of("b1", BlockKind.CODE, Place.BODY, "a seperate word"),
                        Block.of("b2", BlockKind.PARAGRAPH, hidden, "a seperate word"))))
                .isEmpty();
    }

    @Test
    void results_are_the_same_each_time_and_from_the_cache() throws Exception {
        String text = "We recieved less orders. The alerts was grouped. It had to wait behind the the lock.";
        try (var other = new LanguageToolAnalyzer()) {
            List<Finding> first = findings(other, section(text), Locale.ROOT);

            assertThat(first).hasSize(4);
            assertThat(findings(other, section(text), Locale.ROOT)).isEqualTo(first);
            assertThat(findings(text)).isEqualTo(first);
        }
    }

    @Test
    void rules_categories_and_words_can_be_switched() throws Exception {
        String text = "We recieved less orders for Zlorbs, the zlorb makers. The orders database is slow.";
        try (var analyzer = LanguageToolAnalyzer.builder()
                .maxCheckers(1)
                .disableRules(List.of("FEWER_LESS"))
                .enableRules(List.of("POSSESSIVE_APOSTROPHE"))
                .acceptWords(List.of("Zlorb"))
                .build()) {
            assertThat(findings(analyzer, section(text), Locale.ROOT))
                    .extracting(Finding::quote)
                    .containsExactly("recieved", "orders");
            assertThat(analyzer.version()).isNotEqualTo(ANALYZER.version());
        }
        try (var analyzer = LanguageToolAnalyzer.builder()
                .maxCheckers(1)
                .disableCategories(List.of("TYPOS"))
                .build()) {
            assertThat(findings(analyzer, section(text), Locale.ROOT))
                    .extracting(Finding::quote)
                    .containsExactly("less");
        }
    }

    @Test
    void rules_that_do_not_exist_are_refused() {
        try (var analyzer = LanguageToolAnalyzer.builder()
                .disableRules(List.of("NO_SUCH_RULE"))
                .build()) {
            assertThatThrownBy(() -> findings(analyzer, section("A text."), Locale.ROOT))
                    .isInstanceOf(PermanentFailureException.class)
                    .hasMessageContaining("no rule 'NO_SUCH_RULE' for en-US");
        }
        assertThatThrownBy(() -> LanguageToolAnalyzer.builder()
                        .disableRules(List.of("A"))
                        .enableRules(List.of("A"))
                        .build())
                .hasMessageContaining("both on and off");
    }

    @Test
    void rules_that_are_off_by_default_exist() {
        Set<String> ids = new JLanguageTool(Languages.getLanguageForShortCode("en-US"))
                .getAllRules().stream().map(Rule::getId).collect(Collectors.toSet());

        assertThat(ids).containsAll(LanguageToolAnalyzer.rulesOffByDefault().keySet());
    }

    @Test
    void a_stated_country_is_meant_exactly() throws Exception {
        try (var british =
                LanguageToolAnalyzer.builder().maxCheckers(1).language("en-GB").build()) {
            assertThat(findings(british, section("The color of the centre."), Locale.US))
                    .extracting(Finding::quote)
                    .containsExactly("color");
        }
        assertThat(findings(ANALYZER, section("The color of the centre."), Locale.US))
                .extracting(Finding::quote)
                .containsExactly("centre");
        assertThat(findings(ANALYZER, section("The color of the centre."), Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void a_language_without_its_module_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> LanguageToolAnalyzer.builder().language("de"))
                .isInstanceOf(UnsupportedLanguageException.class)
                .hasMessageContainingAll("'de'", "en-GB, en-NZ, en-US");
        assertThatThrownBy(() -> findings(ANALYZER, section("Ein Satz."), Locale.GERMAN))
                .isInstanceOf(PermanentFailureException.class)
                .hasCauseInstanceOf(UnsupportedLanguageException.class)
                .hasMessageContainingAll("checklist test", "'de'", "found: en");
        assertThat(LanguageToolAnalyzer.installedLanguages()).contains("en-US", "en-GB");
    }

    @Test
    void it_is_found_by_its_name() {
        assertThat(Analyzers.installed().named("languagetool")).isInstanceOf(LanguageToolAnalyzer.class);
    }

    @Test
    void sixteen_threads_share_two_checkers() throws Exception {
        String text = "We recieved less orders. The alerts was grouped.";
        List<Finding> expected = findings(text);
        var start = new CountDownLatch(1);
        try (var analyzer = LanguageToolAnalyzer.builder().maxCheckers(2).build();
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<List<Finding>>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Callable<List<Finding>> check = () -> {
                    start.await();
                    return findings(analyzer, section(text), Locale.ROOT);
                };
                results.add(threads.submit(check));
            }
            start.countDown();
            for (Future<List<Finding>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
            assertThat(analyzer.peakCheckers()).isBetween(1, 2);
        }
    }

    @Test
    void an_interrupt_ends_the_analysis() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> findings("We recieved it.")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_closed_analyzer_says_so() {
        var analyzer = new LanguageToolAnalyzer();
        analyzer.close();
        analyzer.close();

        assertThatThrownBy(() -> findings(analyzer, section("A text."), Locale.ROOT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static Place cell(int row) {
        return new Place(Story.BODY, Optional.of(new Cell("t1", row, 0)), Optional.empty(), false);
    }

    private static List<Finding> findings(String text) throws Exception {
        return findings(ANALYZER, section(text), Locale.ROOT);
    }

    private static List<Finding> findings(List<Block> blocks) throws Exception {
        return findings(ANALYZER, section(blocks), Locale.ROOT);
    }

    private static List<Finding> findings(LanguageToolAnalyzer analyzer, Section section, Locale locale)
            throws Exception {
        var checklist = new Checklist("test", "1", "Test", locale, List.of(), List.of());
        var request = new AnalysisRequest.OfSection("x.txt", section, Optional.empty(), Optional.empty(), checklist);
        return analyzer.analyze(request, AnalysisContext.direct()).findings();
    }

    private static Section section(String text) {
        return section(List.of(Block.of("b1", BlockKind.PARAGRAPH, Place.BODY, text)));
    }

    private static Section section(List<Block> blocks) {
        return new Section("s1", "", 0, List.of(), 1, 1, blocks);
    }
}
