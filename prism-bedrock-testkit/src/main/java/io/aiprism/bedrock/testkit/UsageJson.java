package io.aiprism.bedrock.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.model.TokenUsage;

/** The member {@code usage}, with the twins of names that Bedrock sends and does not document. */
final class UsageJson {
    private UsageJson() {}

    static ObjectNode of(Reply reply, boolean stream) {
        TokenUsage usage = reply.usage();
        ObjectNode json = Json.object();
        if (reply.statesTtl() && usage.cacheWrite() > 0) {
            ArrayNode details = json.putArray("cacheDetails");
            detail(details, "1h", usage.cacheWrite1h());
            detail(details, "5m", usage.cacheWrite5m());
        }
        // A stream says nothing of the cache if the request did not.
        if (!stream || reply.hasCachePoints()) {
            json.put("cacheReadInputTokenCount", usage.cacheRead());
            json.put("cacheReadInputTokens", usage.cacheRead());
        }
        if (reply.hasCachePoints()) {
            json.put("cacheWriteInputTokenCount", usage.cacheWrite());
            json.put("cacheWriteInputTokens", usage.cacheWrite());
        }
        json.put("inputTokens", reply.cachedCountedAsInput() ? usage.totalInput() : usage.input());
        json.put("outputTokens", usage.output());
        json.putObject("serverToolUsage");
        return json.put("totalTokens", usage.total());
    }

    private static void detail(ArrayNode details, String ttl, long tokens) {
        if (tokens > 0) {
            details.addObject().put("inputTokens", tokens).put("ttl", ttl);
        }
    }
}
