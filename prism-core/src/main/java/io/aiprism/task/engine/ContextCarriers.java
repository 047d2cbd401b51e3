package io.aiprism.task.engine;

import io.aiprism.task.ContextCarrier;
import io.aiprism.task.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries the submitting thread's context to the running one. SLF4J's MDC travels under names that begin with {@code mdc.}, so
 * that it cannot clash with what the application's own carriers say.
 */
final class ContextCarriers {
    private static final Logger LOG = LoggerFactory.getLogger(ContextCarriers.class);
    private static final String MDC_PREFIX = "mdc.";
    private static final Registration NOTHING = () -> {};
    private static final Registration CLEAR = ContextCarriers::clear;

    private final List<ContextCarrier> carriers;

    ContextCarriers(List<ContextCarrier> carriers) {
        this.carriers = carriers;
    }

    Map<String, String> capture() {
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        if (carriers.isEmpty() && (mdc == null || mdc.isEmpty())) {
            return Map.of();
        }
        Map<String, String> context = new HashMap<>();
        if (mdc != null) {
            mdc.forEach((name, value) -> {
                if (value != null) {
                    context.put(MDC_PREFIX + name, value);
                }
            });
        }
        carriers.forEach(carrier -> context.putAll(carrier.capture()));
        return Map.copyOf(context);
    }

    /** Puts the context in place on a new thread, which ends with the task; closing the result takes away what carriers put. */
    Registration put(Map<String, String> context) {
        return carriers.isEmpty() && context.isEmpty() ? NOTHING : restore(context);
    }

    /** Puts the context in place; closing the result leaves the thread as it was. */
    Registration restore(Map<String, String> context) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        if (before == null && context.isEmpty()) {
            // What the handler itself puts into the MDC must not stay on the thread.
            return CLEAR;
        }
        Deque<Registration> restored = new ArrayDeque<>();
        Registration undo = () -> {
            restored.forEach(ContextCarriers::takeAway);
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        };
        try {
            MDC.setContextMap(mdcOf(context));
            carriers.forEach(carrier -> restored.push(carrier.restore(context)));
            return undo;
        } catch (RuntimeException e) {
            undo.close();
            throw e;
        }
    }

    private static void clear() {
        // Asking costs less than clearing, and most handlers leave nothing.
        if (MDC.getCopyOfContextMap() != null) {
            MDC.clear();
        }
    }

    private static Map<String, String> mdcOf(Map<String, String> context) {
        Map<String, String> mdc = new HashMap<>();
        context.forEach((name, value) -> {
            if (name.startsWith(MDC_PREFIX)) {
                mdc.put(name.substring(MDC_PREFIX.length()), value);
            }
        });
        return mdc;
    }

    private static void takeAway(Registration restored) {
        try {
            restored.close();
        } catch (RuntimeException e) {
            LOG.warn("a context carrier failed to take its context away", e);
        }
    }
}
