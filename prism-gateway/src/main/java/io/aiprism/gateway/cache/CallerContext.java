package io.aiprism.gateway.cache;

import io.aiprism.task.ContextCarrier;
import io.aiprism.task.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What a caller's thread knows and a call's thread is to know as well: SLF4J's MDC, and what carriers carry. */
final class CallerContext {
    private final List<ContextCarrier> carriers;
    private final Map<String, String> carried = new HashMap<>();
    private final @Nullable Map<String, String> mdc = MDC.getCopyOfContextMap();

    /** Reads the context of the thread that is running. */
    CallerContext(List<ContextCarrier> carriers) {
        this.carriers = carriers;
        carriers.forEach(carrier -> carried.putAll(carrier.capture()));
    }

    /** Does something within the context, on a thread of its own. */
    <T> T within(Supplier<T> action) {
        if (mdc != null) {
            MDC.setContextMap(mdc);
        }
        Deque<Registration> restored = new ArrayDeque<>();
        try {
            carriers.forEach(carrier -> restored.push(carrier.restore(Map.copyOf(carried))));
            return action.get();
        } finally {
            restored.forEach(Registration::close);
            MDC.clear();
        }
    }
}
