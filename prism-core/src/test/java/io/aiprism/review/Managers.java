package io.aiprism.review;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.inprocess.TaskThreads;
import io.aiprism.task.spi.TaskExecutor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;

/** Task managers in memory, with inputs and outcomes as they are or as bytes. */
enum Managers {
    LIVE {
        @Override
        TaskManager create(TaskManagerConfig config) {
            return TaskManagers.create(new InProcessExecutor("live", new VirtualThreads(), config), config);
        }
    },
    /** Says that it cannot run callables, so that the engine encodes whatever goes in and comes out. */
    STORED {
        @Override
        TaskManager create(TaskManagerConfig config) {
            var executor = new InProcessExecutor("stored", new VirtualThreads(), config);
            Set<Capability> capabilities = EnumSet.copyOf(executor.capabilities());
            capabilities.remove(Capability.CALLABLES);
            var storing = (TaskExecutor) Proxy.newProxyInstance(
                    TaskExecutor.class.getClassLoader(), new Class<?>[] {TaskExecutor.class}, (proxy, method, args) -> {
                        if (method.getName().equals("capabilities")) {
                            return capabilities;
                        }
                        try {
                            return method.invoke(executor, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return TaskManagers.create(storing, config);
        }
    };

    abstract TaskManager create(TaskManagerConfig config);

    private static final class VirtualThreads implements TaskThreads {
        @Override
        public void start(Runnable worker) {
            Thread.ofVirtual().start(worker);
        }

        @Override
        public boolean reusable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
