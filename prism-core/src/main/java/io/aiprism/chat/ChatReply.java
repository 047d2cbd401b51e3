package io.aiprism.chat;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelTarget;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.util.List;

/**
 * An answer to a question about a document.
 *
 * @param turn question and answer, to be added to the history
 * @param citations in the order in which the answer makes them
 * @param shownSections ids of the sections that the model was shown, in document order, whole or in part
 * @param stopReason why the model stopped; if it is not {@linkplain StopReason#isComplete() complete}, the answer is not
 * @param target who answered
 * @param usage what is billed for it
 */
public record ChatReply(
        ChatTurn turn,
        List<Citation> citations,
        List<String> shownSections,
        StopReason stopReason,
        ModelTarget target,
        TokenUsage usage) {
    public ChatReply {
        requireNonNull(turn, "turn");
        citations = List.copyOf(citations);
        shownSections = List.copyOf(shownSections);
        requireNonNull(stopReason, "stopReason");
        requireNonNull(target, "target");
        requireNonNull(usage, "usage");
    }

    /** The answer's text. */
    public String text() {
        return turn.answer();
    }
}
