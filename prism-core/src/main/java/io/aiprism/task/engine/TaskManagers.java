package io.aiprism.task.engine;

import static java.util.Objects.requireNonNull;

import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskExecutorProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Puts task managers together. */
public final class TaskManagers {
    private TaskManagers() {}

    /** A manager on a given executor, which it opens now and closes when it is closed itself. */
    public static TaskManager create(TaskExecutor executor, TaskManagerConfig config) {
        return new EngineTaskManager(requireNonNull(executor, "executor"), requireNonNull(config, "config"));
    }

    /**
     * A manager on an installed executor.
     *
     * @throws IllegalArgumentException if no executor of this name is installed; the message lists those that are
     */
    public static TaskManager named(String name, TaskManagerConfig config) {
        requireNonNull(name, "name");
        List<TaskExecutorProvider> found = ServiceLoader.load(TaskExecutorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return found.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .map(provider -> create(provider.create(config), config))
                .orElseThrow(() -> new IllegalArgumentException("no task manager named '%s'; found: %s"
                        .formatted(
                                name,
                                found.stream()
                                        .map(TaskExecutorProvider::name)
                                        .sorted()
                                        .toList())));
    }

    /** The names of all installed executors, sorted. */
    public static List<String> installed() {
        return ServiceLoader.load(TaskExecutorProvider.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }
}
