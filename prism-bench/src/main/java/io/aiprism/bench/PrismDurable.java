package io.aiprism.bench;

import io.aiprism.executor.dbscheduler.DbSchedulerExecutor;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskType;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.spi.TaskExecutor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import javax.sql.DataSource;

/** Prism's durable tasks, with all that a task manager does. */
final class PrismDurable implements DurableWorkload {
    private static final TaskType<Boolean, Boolean> NO_OP = TaskType.json("no-op", Boolean.class, Boolean.class);
    private static final Duration PURGE_LATER = Duration.ofHours(100);

    private final DurableDatabase database;
    private final TaskCount started = new TaskCount();
    private final TaskCount ended = new TaskCount();
    private final TaskManager manager;
    private final TaskManager submitting;

    PrismDurable(DurableDatabase database, DataSource dataSource) {
        this(database, dataSource, false);
    }

    /**
     * @param elsewhere whether tasks are submitted on another node than the one that runs them
     */
    PrismDurable(DurableDatabase database, DataSource dataSource, boolean elsewhere) {
        this.database = database;
        this.manager = manager(dataSource, this);
        this.submitting = elsewhere ? manager(dataSource, this) : manager;
        manager.register(NO_OP, (input, context) -> {
            started.increment();
            return input;
        });
    }

    private static TaskManager manager(DataSource dataSource, PrismDurable workload) {
        TaskManagerConfig config = TaskManagerConfig.builder()
                .maxConcurrency(DurablePeer.THREADS)
                .retention(Retention.DEFAULT.withTtl(PURGE_LATER).withMaxTasks(Integer.MAX_VALUE))
                .build();
        TaskExecutor executor = DbSchedulerExecutor.builder(dataSource)
                .pollingInterval(POLLING_INTERVAL)
                .build(config);
        return TaskManagers.create(workload.counted(executor), config);
    }

    /** The same executor, whose ends are counted. Who waits in another way asks the database for it, which the peers need not. */
    private TaskExecutor counted(TaskExecutor executor) {
        return (TaskExecutor) Proxy.newProxyInstance(
                TaskExecutor.class.getClassLoader(),
                new Class<?>[] {TaskExecutor.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(executor, arguments);
                        if (method.getName().equals("finish")) {
                            ended.increment();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void submit() {
        submitting.submit(NO_OP, Boolean.TRUE);
    }

    @Override
    public void submitAll(int tasks) {
        submitting.submitGroup(Collections.nCopies(tasks, TaskRequest.of(NO_OP, Boolean.TRUE)), Optional.empty());
    }

    @Override
    public TaskCount started() {
        return started;
    }

    @Override
    public TaskCount ended() {
        return ended;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one manager may stand for both
    public void close() {
        if (submitting != manager) {
            submitting.close();
        }
        manager.close();
        database.close();
    }
}
