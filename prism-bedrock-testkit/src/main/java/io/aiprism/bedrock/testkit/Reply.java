package io.aiprism.bedrock.testkit;

import io.aiprism.model.TokenUsage;
import java.time.Duration;
import java.util.List;

/**
 * A message that the model answers, with everything decided.
 *
 * @param call the number of the call
 * @param latency how long the model took
 * @param hasCachePoints whether the request had any, so that the usage tells of the cache
 * @param statesTtl whether the request said how long anything is to be cached, so that the usage tells the writes apart
 * @param cachedCountedAsInput whether the model states input tokens with the cached ones among them
 */
record Reply(
        int call,
        Answer answer,
        List<Block> content,
        String stopReason,
        TokenUsage usage,
        Duration latency,
        boolean hasCachePoints,
        boolean statesTtl,
        boolean cachedCountedAsInput) {}
