package io.aiprism.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiprism.bedrock.testkit.Answer;
import io.aiprism.bedrock.testkit.Answerer;
import io.aiprism.bedrock.testkit.ConverseCall;
import io.aiprism.bedrock.testkit.Latency;
import java.util.List;
import java.util.Map;

/**
 * A model that finds exactly what was planted in the section that it is shown.
 *
 * @param latency until it answers
 */
record ScriptedModel(Latency latency) implements Answerer {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public Answer answer(ConverseCall call) {
        return Answer.text(json(found(call))).latency(latency);
    }

    /** What stands in the section that a call asks about. */
    static List<String> found(ConverseCall call) {
        // Later turns quote it again.
        return Manuscript.plantedIn(call.messageTexts().getFirst());
    }

    /** The answer that reports these sentences. */
    static String json(List<String> sentences) {
        return MAPPER.valueToTree(Map.of(
                        "findings",
                        sentences.stream().map(ScriptedModel::finding).toList()))
                .toString();
    }

    /** The members of a finding. */
    static Map<String, String> finding(String sentence) {
        return Map.of(
                "quote", sentence,
                "severity", "important",
                "category", "Ownership",
                "title", "No owner",
                "description", "Nobody is named who takes care of this: \"%s\"".formatted(sentence));
    }
}
