package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Answers requests for a review with findings that a reader could believe, and quotes real words of what it was shown; so that a
 * whole application can be tried without an account. Immutable and thread-safe; the same request always gets the same answer.
 *
 * <p>What it looks at is the text between two equal lines {@code <<…>>}, as Prism's prompts fence a section, else the last text of
 * the user. It reports gaps ("TBD"), vague words, long sentences and the passive voice, in English; quotes are copied letter by
 * letter and occur in the text once.
 *
 * <p>How it answers is what the request asks for: JSON after the output schema, if there is one; else a use of the tool that is
 * forced, or of the first one; else JSON of the form {@code {"findings":[…]}} if the request speaks of JSON; else a few sentences.
 * It keeps to any JSON schema as far as that can be done without understanding it, and to {@code maxTokens}.
 */
public final class ReviewingAnswerer implements Answerer {
    private static final JsonNode FINDINGS = Json.parse("""
            {"type": "object", "required": ["findings"], "properties": {"findings": {"type": "array", "items": {
              "type": "object", "required": ["quote", "severity", "category", "title", "description"], "properties": {
                "quote": {"type": "string"}, "severity": {"enum": ["critical", "important", "suggestion"]},
                "category": {"type": "string"}, "title": {"type": "string"}, "description": {"type": "string"},
                "confidence": {"type": "number"}}}}}}""");
    private static final int MOST_FINDINGS = 5;

    private final Latency latency;

    /** Answers at once. */
    public ReviewingAnswerer() {
        this(Latency.NONE);
    }

    /** Takes its time. */
    public ReviewingAnswerer(Latency latency) {
        this.latency = requireNonNull(latency, "latency");
    }

    @Override
    public Answer answer(ConverseCall call) {
        String shown = FencedText.in(call.messageTexts()).orElseGet(call::lastUserText);
        List<Remark> remarks = isContinuation(call) ? List.of() : Prose.remarks(shown, MOST_FINDINGS);
        return answer(call, shown, remarks).latency(latency).cutToMaxTokens();
    }

    private static Answer answer(ConverseCall call, String shown, List<Remark> remarks) {
        Optional<String> schema = call.outputSchema();
        if (schema.isPresent()) {
            return Answer.text(filled(schema.get(), remarks));
        }
        Optional<ConverseCall.ToolSpec> tool = tool(call);
        if (tool.isPresent()) {
            return Answer.toolUse(tool.get().name(), filled(tool.get().inputSchema(), remarks));
        }
        boolean json = call.system().stream().anyMatch(text -> text.contains("JSON"))
                || call.messageTexts().stream().anyMatch(text -> text.contains("JSON"));
        return Answer.text(json ? new FindingsFiller(remarks).fill(FINDINGS).toString() : prose(shown, remarks));
    }

    private static String filled(String schema, List<Remark> remarks) {
        return new FindingsFiller(remarks).fill(Json.parse(schema)).toString();
    }

    private static Optional<ConverseCall.ToolSpec> tool(ConverseCall call) {
        return call.tools().stream()
                .filter(tool -> call.forcedTool().map(tool.name()::equals).orElse(true))
                .findFirst();
    }

    /** Asked to go on after an answer, it has nothing to add. */
    private static boolean isContinuation(ConverseCall call) {
        return call.lastUserText().startsWith("Your answer was cut off");
    }

    private static String prose(String shown, List<Remark> remarks) {
        if (remarks.isEmpty()) {
            return shown.lines()
                    .flatMap(line -> Prose.sentences(line).stream())
                    .findFirst()
                    .map("I find nothing to say about what you show me, which begins: \"%s\""::formatted)
                    .orElse("You show me no text.");
        }
        Remark first = remarks.getFirst();
        return "%d things stand out. The first: %s, in \"%s\". %s"
                .formatted(remarks.size(), first.title(), first.quote(), first.description());
    }
}
