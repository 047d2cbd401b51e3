package io.aiprism.testkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.Finding;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.RetryLaterException;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.review.Sketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults mixed at random over many sections. The model knows what it has to find: each sentence that says {@code Flaw number n}. It
 * finds all of them in what it is shown, but for the faults.
 */
@Timeout(120)
final class ModelFaultsTest {
    private static final int SECTIONS = 300;
    private static final Pattern FLAW = Pattern.compile("Flaw number \\d+ stands here\\.");

    private enum Fault {
        THROTTLED,
        UNAVAILABLE,
        INVALID_RESPONSE,
        RESPONSE_CUT_OFF,
        TOO_LARGE,
        NO_JSON,
        EMPTY,
        MALFORMED_OUTPUT,
        BAD_ELEMENT,
        INVENTED,
        DOUBLED,
        CUT_OFF,
        RUNAWAY,
        CONTEXT_EXCEEDED,
        WITHHELD
    }

    private final ScriptedBackend model = new ScriptedBackend("model-1");
    private List<Fault> faults = List.of(Fault.values());
    private final Map<Fault, Integer> seen = new EnumMap<>(Fault.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void each_section_ends_in_one_result_and_no_finding_is_lost_doubled_or_invented(long seed) throws Exception {
        var random = new Random(seed);
        Document document = document(random);
        Checklist checklist = Checklist.builtIn("general-report");
        model.otherwise(request -> answer(request, random));
        ModelAnalyzer analyzer = ModelAnalyzer.builder(model)
                .sectionTokens(400)
                .overlapTokens(50)
                .build();

        int complete = 0;
        int partial = 0;
        int failed = 0;
        for (AnalysisRequest.OfSection request : AnalysisRequest.ofSections(document, checklist)) {
            List<String> flaws = flaws(request.section().text());
            Optional<AnalysisResult> result = result(analyzer, request);
            List<String> found = result.stream()
                    .flatMap(it -> it.findings().stream())
                    .map(Finding::quote)
                    .toList();
            assertThat(found).doesNotHaveDuplicates().isSubsetOf(flaws);
            if (result.isEmpty()) {
                failed++;
            } else if (result.get().gap().isPresent()) {
                partial++;
            } else {
                complete++;
                assertThat(found).containsExactlyInAnyOrderElementsOf(flaws);
            }
        }

        assertThat(complete + partial + failed)
                .isEqualTo(document.sections().size())
                .isEqualTo(SECTIONS);
        assertThat(complete)
                .as("complete, with %d partial, %d failed", partial, failed)
                .isGreaterThan(SECTIONS / 2);
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Fault.values());
    }

    @Test
    void faults_that_a_repetition_or_a_look_at_the_text_mends_leave_no_gap() throws Exception {
        var random = new Random(4);
        faults = List.of(
                Fault.THROTTLED, Fault.UNAVAILABLE, Fault.INVALID_RESPONSE, Fault.RESPONSE_CUT_OFF, Fault.DOUBLED);
        Document document = document(random);
        model.otherwise(request -> answer(request, random));
        ModelAnalyzer analyzer = ModelAnalyzer.builder(model)
                .sectionTokens(400)
                .overlapTokens(50)
                .build();

        for (AnalysisRequest.OfSection request :
                AnalysisRequest.ofSections(document, Checklist.builtIn("general-report"))) {
            AnalysisResult result = result(analyzer, request).orElseThrow();
            assertThat(result.gap()).isEmpty();
            assertThat(result.findings().stream().map(Finding::quote))
                    .containsExactlyInAnyOrderElementsOf(flaws(request.section().text()));
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(faults);
    }

    /** What a task would make of it: attempts until there is a result, or none can help. */
    private static Optional<AnalysisResult> result(ModelAnalyzer analyzer, AnalysisRequest request) throws Exception {
        var context = new RecordingContext();
        for (int attempt = 1; attempt <= 50; attempt++) {
            try {
                return Optional.of(analyzer.analyze(request, context));
            } catch (PermanentFailureException e) {
                return Optional.empty();
            } catch (ModelException | RetryLaterException e) {
                context.nextAttempt();
            }
        }
        throw new AssertionError("no result after 50 attempts");
    }

    private ModelResponse answer(ModelRequest request, Random random) throws ModelException {
        List<String> known = request.messages().size() < 3
                ? List.of()
                : flaws(Answers.text(request.messages().get(1)));
        boolean corrections = request.messages().size() == 3
                && Answers.text(request.messages().getLast()).contains("do not have the stated form");
        List<String> elements = new ArrayList<>();
        for (String flaw : flaws(Answers.shown(request))) {
            boolean stated = known.contains(flaw);
            if (corrections ? badIn(request, flaw) : !stated) {
                elements.add(Answers.finding(flaw, "A flaw"));
            }
        }
        if (random.nextInt(5) > 0) {
            return model.response(json(elements), StopReason.END_TURN);
        }
        Fault fault = faults.get(random.nextInt(faults.size()));
        seen.merge(fault, 1, Integer::sum);
        String whole = json(elements);
        return switch (fault) {
            case THROTTLED ->
                throw model.failure(ModelException.Kind.THROTTLED).toBuilder()
                        .retryAfter(Duration.ofSeconds(1))
                        .build();
            case UNAVAILABLE -> throw model.failure(ModelException.Kind.UNAVAILABLE);
            case INVALID_RESPONSE -> throw model.failure(ModelException.Kind.INVALID_RESPONSE);
            case RESPONSE_CUT_OFF -> throw model.failure(ModelException.Kind.RESPONSE_CUT_OFF);
            case TOO_LARGE -> throw model.failure(ModelException.Kind.REQUEST_TOO_LARGE);
            case NO_JSON -> model.response("I have found some things.", StopReason.END_TURN);
            case EMPTY -> model.response("", StopReason.END_TURN);
            case MALFORMED_OUTPUT -> model.response("", StopReason.MALFORMED_OUTPUT);
            case BAD_ELEMENT -> model.response(spoilt(elements, random), StopReason.END_TURN);
            case INVENTED -> {
                List<String> more = new ArrayList<>(elements);
                more.add(random.nextInt(more.size() + 1), Answers.finding("The moon is made of cheese.", "Invented"));
                yield model.response(json(more), StopReason.END_TURN);
            }
            case DOUBLED -> {
                List<String> more = new ArrayList<>(elements);
                more.addAll(elements);
                yield model.response(json(more), StopReason.END_TURN);
            }
            case CUT_OFF -> model.response(whole.substring(0, random.nextInt(whole.length())), StopReason.MAX_TOKENS);
            case RUNAWAY ->
                model.response(
                        whole.substring(0, random.nextInt(whole.length())) + "END_".repeat(600), StopReason.MAX_TOKENS);
            case CONTEXT_EXCEEDED ->
                model.response(whole.substring(0, random.nextInt(whole.length())), StopReason.CONTEXT_WINDOW_EXCEEDED);
            case WITHHELD -> model.response("No.", StopReason.GUARDRAIL_INTERVENED);
        };
    }

    /** Whether the answer that is to be corrected stated this flaw in the wrong form. */
    private static boolean badIn(ModelRequest request, String flaw) {
        return Answers.text(request.messages().get(1)).contains(Answers.finding(flaw, "A flaw", "terrible"));
    }

    private static String spoilt(List<String> elements, Random random) {
        List<String> spoilt = new ArrayList<>(elements);
        if (!spoilt.isEmpty()) {
            spoilt.replaceAll(element -> random.nextBoolean() ? element : element.replace("important", "terrible"));
        }
        return json(spoilt);
    }

    private static String json(List<String> elements) {
        return Answers.answer(elements.toArray(String[]::new));
    }

    private static List<String> flaws(String text) {
        Matcher matcher = FLAW.matcher(text);
        List<String> flaws = new ArrayList<>();
        while (matcher.find()) {
            flaws.add(matcher.group());
        }
        return flaws.stream().distinct().toList();
    }

    private static Document document(Random random) {
        List<String> lines = new ArrayList<>();
        int flaw = 0;
        for (int i = 0; i < SECTIONS; i++) {
            lines.add("# Section " + i);
            int paragraphs = 1 + random.nextInt(12);
            for (int j = 0; j < paragraphs; j++) {
                String[] words = new String[20 + random.nextInt(60)];
                Arrays.fill(words, "word");
                String flawed = random.nextInt(3) == 0 ? " Flaw number %d stands here. ".formatted(flaw++) : " ";
                lines.add("Paragraph %d of %d.%s%s"
                        .formatted(j, i, flawed, Arrays.stream(words).collect(Collectors.joining(" "))));
            }
        }
        return Sketch.of(lines.toArray(String[]::new));
    }
}
