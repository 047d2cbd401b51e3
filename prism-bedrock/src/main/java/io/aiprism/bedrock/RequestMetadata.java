package io.aiprism.bedrock;

import io.aiprism.model.CallContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is told to Bedrock's log of invocations: at most 16 entries of 256 characters, of a set that Bedrock states. */
final class RequestMetadata {
    private static final int ENTRIES = 16;
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");

    private RequestMetadata() {}

    /** Review, tenant and tags, as far as they are allowed: an entry that is not would fail the call. */
    static Map<String, String> of(CallContext context) {
        Map<String, String> metadata = new TreeMap<>();
        context.review().ifPresent(review -> put(metadata, "prism.review", review));
        if (!context.tenant().isEmpty()) {
            put(metadata, "prism.tenant", context.tenant());
        }
        new TreeMap<>(context.tags()).forEach((name, value) -> put(metadata, name, value));
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, String value) {
        boolean allowed = !name.isEmpty()
                && ALLOWED.matcher(name).matches()
                && ALLOWED.matcher(value).matches();
        if (allowed && metadata.size() < ENTRIES) {
            metadata.putIfAbsent(name, value);
        }
    }
}
