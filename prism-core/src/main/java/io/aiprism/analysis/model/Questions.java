package io.aiprism.analysis.model;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.model.CallContext;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.OutputSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the requests about one section. What comes before the conversation depends on the prompt, the language and the checklist
 * only, so that it is the same for all sections of all documents; everything else stands in the conversation.
 */
final class Questions {
    private static final int STEP_LENGTH = 32;

    private final Settings settings;
    private final AnalysisRequest.OfSection request;
    private final CallContext context;
    private final String instructions;
    private final OutputSchema schema;

    Questions(Settings settings, AnalysisRequest.OfSection request, CallContext context) {
        this.settings = settings;
        this.request = request;
        this.context = context;
        this.instructions =
                settings.prompt().instructions(settings.languageRule(), ChecklistText.of(request.checklist()));
        this.schema = FindingsSchema.of(request.checklist());
    }

    OutputSchema schema() {
        return schema;
    }

    /** What a model is shown of a piece, as the first turn of the conversation. */
    Message about(Piece piece) {
        String text = ReadableText.of(piece.view().text()).text();
        return Message.user(settings.prompt()
                .section(Map.of(
                        "delimiter", settings.fence().delimiter(text),
                        "path", path(),
                        "previous", title(request.previousTitle()),
                        "next", title(request.nextTitle()),
                        "extent", piece.extent(),
                        "text", text)));
    }

    ModelRequest request(List<Message> conversation, Optional<String> key) {
        ModelRequest.Builder builder = ModelRequest.builder(
                        settings.maxTokens() + settings.reasoningTokens().orElse(0))
                .system(instructions)
                .replaceMessages(conversation)
                .output(schema)
                .temperature(settings.temperature().orElse(null))
                .reasoningTokens(settings.reasoningTokens())
                .cacheKey(key.orElse(null))
                .context(context);
        settings.cacheTtl().ifPresent(ttl -> builder.system(new ContentBlock.CachePoint(ttl)));
        return builder.build();
    }

    /**
     * Names the answer to a question about a piece, by what goes into it.
     *
     * @param conversation the first turn, which the piece stands for, and those after it
     */
    String key(Piece piece, List<Message> conversation) {
        return "findings-"
                + later(conversation, settings.parameters(question(piece))).hex();
    }

    /** Names the step of asking, by what goes into the question and who is asked. */
    String step(Piece piece, List<Message> conversation) {
        ModelTarget target = settings.backend().target();
        ContentDigest digest = settings.parameters(question(piece))
                .add(settings.name())
                .add(settings.version())
                .add(target.provider())
                .add(target.modelId());
        return later(conversation, digest).hex().substring(0, STEP_LENGTH);
    }

    /** Without the first turn, since that holds the line that fences the text, which is of this installation. */
    private static ContentDigest later(List<Message> conversation, ContentDigest digest) {
        for (Message turn : conversation.subList(1, conversation.size())) {
            digest.add(turn.role().name());
            turn.content().forEach(block -> digest.add(block.toString()));
        }
        return digest;
    }

    private ContentDigest question(Piece piece) {
        return new ContentDigest()
                .add(settings.prompt().hash())
                .add(schema.schema())
                .add(instructions)
                .add(piece.view().contentHash())
                .add(piece.extent())
                .add(request.section().path())
                .add(request.previousTitle())
                .add(request.nextTitle());
    }

    private String path() {
        List<String> path = request.section().path();
        return path.isEmpty()
                ? "none"
                : path.stream()
                        .map(Questions::line)
                        .reduce((a, b) -> a + " > " + b)
                        .orElseThrow();
    }

    private static String title(Optional<String> title) {
        return title.map(Questions::line)
                .map(text -> text.isEmpty() ? "has no title" : text)
                .orElse("none");
    }

    /** One line without what readers do not see, and not so long that it could hold a text of its own. */
    private static String line(String title) {
        String line = ReadableText.of(title).text().strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, line.offsetByCodePoints(0, 100)) + "…";
    }
}
