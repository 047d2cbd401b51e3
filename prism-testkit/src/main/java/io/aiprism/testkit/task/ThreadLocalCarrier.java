package io.aiprism.testkit.task;

import io.aiprism.task.ContextCarrier;
import io.aiprism.task.Registration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries one thread-local text under a key. */
final class ThreadLocalCarrier implements ContextCarrier {
    private final String key;
    private final ThreadLocal<@Nullable String> local;
    private final List<String> closed;

    ThreadLocalCarrier(String key, ThreadLocal<@Nullable String> local, List<String> closed) {
        this.key = key;
        this.local = local;
        this.closed = closed;
    }

    @Override
    public Map<String, String> capture() {
        @Nullable String value = local.get();
        return value == null ? Map.of() : Map.of(key, value);
    }

    @Override
    public Registration restore(Map<String, String> context) {
        @Nullable String value = context.get(key);
        if (value != null) {
            local.set(value);
        }
        return () -> {
            local.remove();
            closed.add(key);
        };
    }
}
