package io.aiprism.bedrock.testkit;

import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decides what an answer leaves open: ids, tokens, and where the text ends. */
final class Replies {
    private Replies() {}

    static Reply of(
            ConverseCall call, Answer answer, ModelState.Admission admission, FakeModel model, Duration latency) {
        List<Block> content = identified(call, answer.content());
        String stopReason = answer.stopReason();
        int maxTokens = call.maxTokens().orElse(model.defaultMaxTokens());
        if (answer.isCutToMaxTokens() && TokenCounter.count(content) > maxTokens) {
            content = cut(content, maxTokens);
            stopReason = "max_tokens";
        }
        TokenUsage counted = admission.usage(answer.outputTokens().orElse(TokenCounter.count(content)));
        return new Reply(
                call.number(),
                answer,
                content,
                stopReason,
                answer.usage().orElse(counted),
                latency,
                admission.hasCachePoints(),
                admission.statesTtl(),
                model.cachedCountedAsInput());
    }

    private static List<Block> identified(ConverseCall call, List<Block> content) {
        List<Block> identified = new ArrayList<>();
        for (Block block : content) {
            identified.add(
                    block instanceof Block.ToolUse(var id, var name, var input) && id.isEmpty()
                            ? new Block.ToolUse(
                                    "tooluse_%08dfake%04d".formatted(call.number(), identified.size()), name, input)
                            : block);
        }
        return identified;
    }

    private static List<Block> cut(List<Block> content, int maxTokens) {
        List<Block> kept = new ArrayList<>();
        long left = maxTokens;
        for (Block block : content) {
            long tokens = TokenCounter.count(List.of(block));
            if (tokens > left) {
                if (block instanceof Block.Text(var text) && left > 0) {
                    kept.add(new Block.Text(text.substring(0, (int) Math.min(text.length(), 4 * left))));
                }
                return kept;
            }
            kept.add(block);
            left -= tokens;
        }
        return kept;
    }
}
