package io.aiprism.analysis.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.finding.Severity;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.structured.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a model answered, and holds each finding to the full schema. Immutable and thread-safe. */
final class AnswerReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final SchemaCheck check;

    AnswerReader(OutputSchema schema) {
        this.check = SchemaCheck.strict(schema);
    }

    /** Reads a whole answer; {@link Reply#unreadable()} if it is none. */
    Reply read(String text) {
        if (text.isBlank()) {
            return Reply.unreadable("it was empty");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(unfenced(text.strip()));
        } catch (JsonProcessingException e) {
            return Reply.unreadable("it is no JSON (%s)".formatted(e.getOriginalMessage()));
        }
        JsonNode findings = root.path("findings");
        if (!findings.isArray()) {
            return Reply.unreadable("it is no object with an array \"findings\"");
        }
        List<String> elements = new ArrayList<>();
        findings.forEach(element -> elements.add(element.toString()));
        return elements(elements, false);
    }

    /** JSON without the lines of a Markdown code block around it. */
    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        return text.startsWith("```") && text.endsWith("```") && line > 0
                ? text.substring(line, text.length() - 3).strip()
                : text;
    }

    /** Takes what is complete out of an answer that is not. */
    Reply salvage(String text) {
        JsonSalvage salvaged = JsonSalvage.of(text, "findings");
        return elements(salvaged.elements(), salvaged.repetitive());
    }

    private Reply elements(List<String> elements, boolean repetitive) {
        List<Candidate> candidates = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            List<String> wrong = new ArrayList<>();
            Optional<Candidate> candidate = candidate(elements.get(i), wrong);
            candidate.ifPresent(candidates::add);
            if (candidate.isEmpty()) {
                faults.add("finding %d: %s".formatted(i + 1, String.join(", ", wrong)));
            }
        }
        return new Reply(candidates, elements, faults, Optional.empty(), repetitive);
    }

    private Optional<Candidate> candidate(String json, List<String> wrong) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            wrong.add("no JSON");
            return Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        ObjectNode alone = MAPPER.createObjectNode();
        alone.putArray("findings").add(node);
        check.errors(alone.toString()).forEach(error -> wrong.add(error.replace("/findings/0/", "")));
        if (wrong.isEmpty()) {
            for (String name : List.of("quote", "category", "title", "description")) {
                if (ReadableText.of(text(node, name)).text().isBlank()) {
                    wrong.add(name + " must not be blank");
                }
            }
        }
        return wrong.isEmpty() ? Optional.of(candidate(node)) : Optional.empty();
    }

    private static Candidate candidate(JsonNode node) {
        return new Candidate(
                text(node, "quote"),
                text(node, "before"),
                text(node, "after"),
                Severity.parse(text(node, "severity")),
                visible(text(node, "category")),
                visible(text(node, "title")),
                visible(text(node, "description")),
                node.has("replacement") ? Optional.of(visible(text(node, "replacement"))) : Optional.empty(),
                texts(node, "questions").stream()
                        .map(AnswerReader::visible)
                        .filter(question -> !question.isBlank())
                        .toList(),
                texts(node, "checkpoints").stream().distinct().toList(),
                node.has("confidence") ? Optional.of(node.get("confidence").asDouble()) : Optional.empty());
    }

    private static String visible(String text) {
        return ReadableText.of(text).text();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
