package io.aiprism.analysis.model;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.model.CallContext;
import io.aiprism.model.ModelException;
import io.aiprism.task.PermanentFailureException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analysis of one section: asks about each of its pieces, and checks what the model answered.
 *
 * @param settings of the analyzer
 * @param request what to look at
 * @param context of the call
 */
record SectionAnalysis(Settings settings, AnalysisRequest.OfSection request, AnalysisContext context) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnalyzer.class);

    /**
     * Analyses.
     *
     * @throws PermanentFailureException if no answer could be used, or no retry can mend what failed
     * @throws Exception what the task's retry policy is to decide about
     */
    CheckedFindings run() throws Exception {
        List<Piece> pieces =
                new Pieces(settings.estimator(), settings.sectionTokens(), settings.overlapTokens()).of(request.section());
        Outcome outcome = pieces.isEmpty() ? Outcome.nothing() : ask(pieces);
        if (!pieces.isEmpty() && !outcome.answered()) {
            throw new PermanentFailureException(
                    String.join("; ", outcome.gaps()), outcome.failure().orElse(null));
        }
        CheckedFindings checked = new SectionReport(settings, settings.version(), request.section()).check(outcome);
        checked.remarks().ifPresent(said -> {
            LOG.info(
                    "{}: {} (section {})",
                    request.documentName(),
                    said,
                    request.section().id());
            context.progress(pieces.size(), pieces.size(), said);
        });
        return checked;
    }

    private Outcome ask(List<Piece> pieces) throws Exception {
        var questions = new Questions(settings, request, callContext());
        var reader = new AnswerReader(questions.schema());
        Outcome outcome = Outcome.nothing();
        for (int i = 0; i < pieces.size(); i++) {
            context.progress(i, pieces.size(), pieces.get(i).extent());
            Outcome of;
            try {
                of = new Conversation(settings, questions, reader, context, pieces.get(i), 0).run();
            } catch (ModelException e) {
                throw Failures.forTask(e, settings.clock());
            }
            outcome = outcome.and(of);
            boolean more = i < pieces.size() - 1;
            if (more
                    && of.failure()
                            .filter(failure -> !Failures.concernsText(failure))
                            .isPresent()) {
                return outcome.and(new Outcome(
                        List.of(),
                        List.of("the model was not asked about what comes after it"),
                        false,
                        Optional.empty()));
            }
        }
        context.progress(pieces.size(), pieces.size(), "");
        return outcome;
    }

    private CallContext callContext() {
        Instant deadline = context.deadline();
        return new CallContext(
                context.tenant(),
                context.review(),
                deadline.equals(Instant.MAX) ? Optional.empty() : Optional.of(deadline),
                Map.of("prism.analyzer", settings.name(), "prism.section", request.section().id()));
    }
}
