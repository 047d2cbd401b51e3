package io.aiprism.analysis.model;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.model.Message;
import io.aiprism.model.ModelException;
import io.aiprism.model.StopReason;
import io.aiprism.task.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks about one piece until the answer is complete, or it is clear that it will not be.
 *
 * <ul>
 *   <li>An answer that cannot be read is asked for again, and findings that lack the stated form are asked for in that form: one
 *       such turn in all. What is still missing after it is a gap.
 *   <li>Of an answer that was cut off, all complete findings stay. The model is asked to go on, a bounded number of times. If that
 *       does not help, or it repeated itself without end, or nothing was complete, it is asked about each half of the piece.
 *   <li>A piece that is too large is halved at once.
 *   <li>An answer that was withheld is final.
 * </ul>
 *
 * <p>Each answer is a recorded step, so that a later attempt of the task takes the same way without paying for it again. A step's name
 * holds all that the answer depends on: with another prompt, model or setting, or other answers before, it is another step.
 */
final class Conversation {
    private static final Codec<Answer> ANSWERS = Codec.json(Answer.class);

    private final Settings settings;
    private final Questions questions;
    private final AnswerReader reader;
    private final AnalysisContext context;
    private final Piece piece;
    private final int splits;

    private final List<Message> turns = new ArrayList<>();
    private final Map<Candidate, Answer.Author> candidates = new LinkedHashMap<>();
    private final List<String> elements = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int calls;
    private int continuations;
    private boolean asked;
    private String unreadable = "";
    private boolean answered;
    private Answer.Author author;

    Conversation(
            Settings settings,
            Questions questions,
            AnswerReader reader,
            AnalysisContext context,
            Piece piece,
            int splits) {
        this.settings = settings;
        this.questions = questions;
        this.reader = reader;
        this.context = context;
        this.piece = piece;
        this.splits = splits;
        this.author = new Answer.Author(settings.backend().target().modelId(), "");
    }

    /**
     * The outcome.
     *
     * @throws ModelException if a later attempt may fare better
     */
    Outcome run() throws Exception {
        try {
            turns.add(questions.about(piece));
            return follow(send(turns, Optional.of(questions.key(piece, turns))));
        } catch (ModelException e) {
            if (e.kind() == ModelException.Kind.REQUEST_TOO_LARGE) {
                return split(Failures.message(e), Optional.of(e));
            }
            if (!Failures.isPermanent(e)) {
                throw e;
            }
            return outcome(Failures.message(e), Optional.of(e));
        }
    }

    private Outcome follow(Answer answer) throws Exception {
        Reply reply = reader.read(answer.text());
        return switch (answer.stopReason()) {
            case GUARDRAIL_INTERVENED -> withheld("a guardrail withheld the answer" + details(answer.guardrail()));
            case CONTENT_FILTERED ->
                withheld("the provider withheld the answer (%s)".formatted(answer.providerStopReason()));
            case MALFORMED_OUTPUT -> reply.unreadable().isPresent() ? again(answer, reply) : complete(answer, reply);
            case MAX_TOKENS, CONTEXT_WINDOW_EXCEEDED ->
                reply.unreadable().isPresent() ? truncated(answer) : complete(answer, reply);
            case END_TURN, TOOL_USE, STOP_SEQUENCE, UNKNOWN ->
                reply.unreadable().isPresent() ? again(answer, reply) : complete(answer, reply);
        };
    }

    private Outcome complete(Answer answer, Reply reply) throws Exception {
        take(reply);
        answered = true;
        Optional<String> gap = answer.stopReason() == StopReason.UNKNOWN
                ? Optional.of("the model stopped for a reason that is not known: " + answer.providerStopReason())
                : Optional.empty();
        if (faults.isEmpty()) {
            return gap.map(this::outcome).orElseGet(this::outcome);
        }
        int missing = asked ? faults.size() : faults.size() - corrections(answer);
        if (missing > 0) {
            gap = Optional.of(gap.map(text -> text + "; ").orElse("")
                    + "%d of the model's findings lacked the stated form and %s left out (%s)"
                            .formatted(missing, missing == 1 ? "was" : "were", faults.getFirst()));
        }
        return gap.map(this::outcome).orElseGet(this::outcome);
    }

    /** Asks for those findings in the stated form that lack it, and tells how many came. */
    private int corrections(Answer answer) throws Exception {
        asked = true;
        List<Message> conversation = new ArrayList<>(turns);
        conversation.add(Message.assistant(answer.text()));
        conversation.add(Message.user(settings.prompt().corrections(String.join("\n", faults))));
        Answer corrected = send(conversation, Optional.of(questions.key(piece, conversation)));
        if (corrected.isWithheld()) {
            return 0;
        }
        int before = candidates.size();
        Reply reply = reader.read(corrected.text());
        add((reply.unreadable().isPresent() ? reader.salvage(corrected.text()) : reply).candidates());
        return Math.min(candidates.size() - before, faults.size());
    }

    /** What could be taken out of an answer that was to be given again, if there was one. */
    private Outcome withheld(String gap) {
        take(reader.salvage(unreadable));
        return outcome(gap);
    }

    /** Asks for an answer that can be read. */
    private Outcome again(Answer answer, Reply reply) throws Exception {
        String error = reply.unreadable().orElseThrow();
        if (!asked) {
            asked = true;
            unreadable = answer.text();
            List<Message> conversation = new ArrayList<>(turns);
            if (answer.stopReason() != StopReason.MALFORMED_OUTPUT
                    && !answer.text().isBlank()) {
                conversation.add(Message.assistant(answer.text()));
                conversation.add(Message.user(settings.prompt().again(error)));
            }
            return follow(repaired(answer, conversation));
        }
        take(reader.salvage(unreadable));
        take(reader.salvage(answer.text()));
        return outcome("the model's answer could not be used: " + error);
    }

    /**
     * The answer that is given again. It is kept as the answer to what was asked before, for which it is given, so that the malformed
     * one is not repaired anew. A cache that has kept the malformed one all the same is passed by.
     */
    private Answer repaired(Answer malformed, List<Message> conversation) throws Exception {
        Answer again = send(conversation, Optional.of(questions.key(piece, turns)));
        return again.kept() && again.text().equals(malformed.text()) ? send(conversation, Optional.empty()) : again;
    }

    private Outcome truncated(Answer answer) throws Exception {
        Reply salvaged = reader.salvage(answer.text());
        take(salvaged);
        if (answer.stopReason() == StopReason.CONTEXT_WINDOW_EXCEEDED) {
            return split("question and answer are longer than the model can take", Optional.empty());
        }
        if (salvaged.repetitive()) {
            return split("the model repeated itself until its answer was cut off", Optional.empty());
        }
        if (salvaged.elements().isEmpty() || continuations == settings.maxContinuations()) {
            return split("the model's answer was cut off", Optional.empty());
        }
        continuations++;
        Message question = turns.getFirst();
        turns.clear();
        turns.add(question);
        turns.add(Message.assistant("{\"findings\":[" + String.join(",", elements) + "]}"));
        turns.add(Message.user(settings.prompt().continuation(elements.size())));
        return follow(send(turns, Optional.empty()));
    }

    /** Asks about each half; what was found so far stays. */
    private Outcome split(String reason, Optional<ModelException> failure) throws Exception {
        List<Piece> halves = splits < settings.maxSplits() ? piece.halves() : List.of();
        if (halves.isEmpty()) {
            return outcome(reason + gapOfFaults(), failure);
        }
        Outcome outcome = faults.isEmpty() ? outcome() : outcome(gapOfFaults().substring(2));
        for (Piece half : halves) {
            outcome = outcome.and(new Conversation(settings, questions, reader, context, half, splits + 1).run());
        }
        return outcome;
    }

    private String gapOfFaults() {
        return faults.isEmpty()
                ? ""
                : "; %d of the model's findings lacked the stated form (%s)"
                        .formatted(faults.size(), faults.getFirst());
    }

    private void take(Reply reply) {
        add(reply.candidates());
        elements.addAll(reply.elements());
        faults.addAll(reply.faults());
        answered |= !reply.elements().isEmpty();
    }

    private void add(List<Candidate> more) {
        more.forEach(candidate -> candidates.putIfAbsent(candidate, author));
    }

    private Answer send(List<Message> conversation, Optional<String> key) throws Exception {
        calls++;
        String step = "model %s#%d %s".formatted(piece.label(), calls, questions.step(piece, conversation));
        Answer answer = context.step(
                step, ANSWERS, () -> Answer.of(settings.backend().send(questions.request(conversation, key))));
        author = answer.author();
        return answer;
    }

    private static String details(List<String> assessments) {
        return assessments.isEmpty() ? "" : ": " + String.join("; ", assessments);
    }

    private Outcome outcome() {
        return outcome(List.of(), Optional.empty());
    }

    private Outcome outcome(String gap) {
        return outcome(List.of(gap), Optional.empty());
    }

    private Outcome outcome(String gap, Optional<ModelException> failure) {
        return outcome(List.of(gap), failure);
    }

    private Outcome outcome(List<String> gaps, Optional<ModelException> failure) {
        List<Outcome.Found> found = new ArrayList<>();
        candidates.forEach((candidate, by) -> found.add(new Outcome.Found(candidate, piece, piece.label(), by)));
        List<String> named = gaps.stream()
                .map(gap -> piece.label().isEmpty() ? gap : "part %s: %s".formatted(piece.label(), gap))
                .toList();
        return new Outcome(found, named, answered, failure);
    }
}
