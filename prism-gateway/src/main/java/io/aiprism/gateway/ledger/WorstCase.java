package io.aiprism.gateway.ledger;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelPrices;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.OutputSchema;
import io.aiprism.model.TokenEstimator;
import io.aiprism.model.TokenUsage;
import io.aiprism.model.Tool;
import java.math.BigDecimal;
import java.util.List;

/** What a request can cost: all input written to the prompt cache or at the full price, and all output that it allows. */
final class WorstCase {
    /**
     * A token for each three bytes of UTF-8: more than texts in Latin script take, and one for each character of Chinese. An
     * estimate for a worst case is not the likeliest one.
     */
    static final TokenEstimator THREE_BYTES = text -> (utf8Length(text) + 2) / 3;

    private static final int PIECE = 256;

    /** What providers add to each part of a request. */
    private static final long TOKENS_PER_BLOCK = 8;

    private final TokenEstimator estimator;

    WorstCase(TokenEstimator estimator) {
        this.estimator = estimator;
    }

    BigDecimal of(ModelRequest request, ModelPrices prices) {
        var input = new Input();
        for (Tool tool : request.tools()) {
            input.open += tokens(tool);
        }
        input.add(request.system());
        for (Message message : request.messages()) {
            input.add(message.content());
        }
        if (request.output().isPresent()) {
            OutputSchema schema = request.output().get();
            input.open += tokens(schema.description() + schema.schema());
        }
        return prices.cost(new TokenUsage(input.open, 0, input.fiveMinutes, input.hour, request.maxTokens()));
    }

    /** Input tokens so far, by what is done with them. */
    private final class Input {
        private long open;
        private long fiveMinutes;
        private long hour;

        void add(List<ContentBlock> blocks) {
            for (ContentBlock block : blocks) {
                if (block instanceof ContentBlock.CachePoint(CacheTtl ttl)) {
                    switch (ttl) {
                        case FIVE_MINUTES -> fiveMinutes += open;
                        case ONE_HOUR -> hour += open;
                    }
                    open = 0;
                } else {
                    open += tokens(block);
                }
            }
        }
    }

    private long tokens(Tool tool) {
        return tokens(tool.name() + tool.description() + tool.inputSchema());
    }

    private long tokens(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> tokens(text);
            case ContentBlock.ToolUse use -> tokens(use.name() + use.input());
            case ContentBlock.ToolResult result -> tokens(result.text());
            case ContentBlock.Reasoning reasoning -> tokens(reasoning.text());
            case ContentBlock.RedactedReasoning(var base64) -> tokens(base64);
            case ContentBlock.Unknown unknown -> TOKENS_PER_BLOCK;
            case ContentBlock.CachePoint point -> 0;
        };
    }

    private long tokens(String text) {
        return text.isEmpty() ? 0 : estimator.tokens(text) + TOKENS_PER_BLOCK;
    }

    /**
     * Piece by piece in an array, as loops over arrays are compiled well wherever they are called from, and a copy of the whole
     * would be as long as the text. A surrogate without the other half counts as half a pair.
     */
    private static long utf8Length(String text) {
        int length = text.length();
        var piece = new char[Math.min(length, PIECE)];
        long bytes = length;
        for (int from = 0; from < length; from += PIECE) {
            int to = Math.min(from + PIECE, length);
            text.getChars(from, to, piece, 0);
            bytes += bytesBeyondOne(piece, to - from);
        }
        return bytes;
    }

    private static int bytesBeyondOne(char[] units, int count) {
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            char unit = units[i];
            if (unit >= 0x80) {
                bytes += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
            }
        }
        return bytes;
    }
}
