package io.aiprism.task.engine;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.Registration;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The handlers registered in this process, by the names of their types. */
final class Handlers {
    /** A type with its handler and the options that its tasks get where their own leave something out. */
    record Entry<I, O>(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults) {
        @Nullable
        Object run(Object input, boolean encoded, TaskContext context) throws Exception {
            O output = handler.run(decode(input, encoded), context);
            return encoded ? type.output().encode(output) : output;
        }

        @SuppressWarnings("unchecked")
        private I decode(Object input, boolean encoded) {
            return encoded ? type.input().decode((byte[]) input) : (I) input;
        }
    }

    private final Map<String, Entry<?, ?>> byType = new ConcurrentHashMap<>();
    private final TaskOptions managerDefaults;

    Handlers(TaskManagerConfig config) {
        managerDefaults = TaskOptions.builder()
                .timeout(config.timeout())
                .retry(config.retry())
                .admission(config.admission())
                .build();
    }

    <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults) {
        requireNonNull(type, "type");
        requireNonNull(handler, "handler");
        var entry = new Entry<>(type, handler, defaults.orElse(managerDefaults));
        if (byType.putIfAbsent(type.name(), entry) != null) {
            throw new IllegalStateException(
                    "a handler is registered for task type '%s' already".formatted(type.name()));
        }
        return () -> byType.remove(type.name(), entry);
    }

    Optional<Entry<?, ?>> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** Options with everything filled in that has a default for the type. */
    @SuppressWarnings("ReferenceEquality") // tells the one instance that nearly everybody uses
    TaskOptions effective(String type, TaskOptions options) {
        Entry<?, ?> entry = type.isEmpty() ? null : byType.get(type);
        TaskOptions defaults = entry == null ? managerDefaults : entry.defaults();
        return options == TaskOptions.DEFAULT ? defaults : options.orElse(defaults);
    }
}
