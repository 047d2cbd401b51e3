package io.aiprism.gateway.cache;

import io.aiprism.model.CacheTtl;
import io.aiprism.model.ContentBlock;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.TokenEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands before the last cache point of a request's system blocks: its tools, and those blocks. */
record Prefix(List<String> parts, CacheTtl ttl) {
    static Optional<Prefix> of(ModelRequest request) {
        List<ContentBlock> system = request.system();
        int last = system.size() - 1;
        while (last >= 0 && !(system.get(last) instanceof ContentBlock.CachePoint)) {
            last--;
        }
        if (last < 0 || !(system.get(last) instanceof ContentBlock.CachePoint(CacheTtl ttl))) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        request.tools().forEach(tool -> {
            parts.add(tool.name());
            parts.add(tool.description());
            parts.add(tool.inputSchema());
            parts.add(tool.strict() ? "strict" : "");
        });
        system.subList(0, last).forEach(block -> parts.add(block instanceof ContentBlock.Text(var text) ? text : ""));
        return Optional.of(new Prefix(parts, ttl));
    }

    long tokens(TokenEstimator estimator) {
        return parts.stream()
                .filter(part -> !part.isEmpty())
                .mapToLong(estimator::tokens)
                .sum();
    }

    String hash() {
        return new KeyDigest().text(ttl.name()).texts(parts).hex();
    }
}
