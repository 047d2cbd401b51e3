package io.aiprism.testkit.review;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.DrainReport;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.Registration;
import io.aiprism.task.Task;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskHandler;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskListener;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStats;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.testkit.task.EncodingExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * A task manager whose process dies whenever a task starts for the first time or ends, before anything else happens there. The
 * next process knows what the executor has stored, and registers its handlers anew. Whoever waits here for a task does not
 * notice; a handler or a listener of a dead process does nothing any more.
 */
final class RestartingTasks implements TaskManager {
    private final TaskManagerConfig config;
    private final Runnable begin;
    /** Held for reading by each call, for writing while one process takes the place of another. */
    private final ReentrantReadWriteLock succession = new ReentrantReadWriteLock();

    private final Map<String, Registration> handlers = new ConcurrentHashMap<>();
    private final List<TaskListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Thread> endings = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger restarts = new AtomicInteger();
    private final ReentrantLock changing = new ReentrantLock();
    private final Condition changed = changing.newCondition();
    private long changes;
    private volatile Life life;

    /** The application from one start to its end. */
    static final class Life {
        private final EncodingExecutor executor;
        private final TaskManager manager;
        private volatile boolean dead;

        private Life(EncodingExecutor executor, TaskManagerConfig config) {
            this.executor = executor;
            this.manager = TaskManagers.create(executor, config);
        }

        void requireAlive() {
            if (dead) {
                throw new IllegalStateException("this belongs to a process that has died");
            }
        }
    }

    /**
     * Starts the first process.
     *
     * @param begin what each further process does first
     */
    RestartingTasks(TaskManagerConfig config, Runnable begin) {
        this.config = config;
        this.begin = begin;
        this.life = begin(new EncodingExecutor(config));
    }

    Life life() {
        return life;
    }

    int restarts() {
        return restarts.get();
    }

    /** Lets the process die now. */
    void restart() {
        restart(life);
    }

    private void restart(Life dying) {
        succession.writeLock().lock();
        try {
            if (life != dying) {
                return;
            }
            dying.executor.stop();
            EncodingExecutor stored = dying.executor.restart(config);
            // Only now: what a handler says of its process's death must not be stored.
            dying.dead = true;
            handlers.clear();
            life = begin(stored);
            restarts.incrementAndGet();
            begin.run();
        } finally {
            succession.writeLock().unlock();
        }
        endings.add(Thread.ofVirtual().start(dying.manager::close));
        signal();
    }

    private Life begin(EncodingExecutor executor) {
        var begun = new Life(executor, config);
        begun.manager.listen(status -> heard(begun, status));
        return begun;
    }

    private void heard(Life by, TaskStatus status) {
        if (by.dead) {
            return;
        }
        listeners.forEach(listener -> listener.onStateChange(status));
        boolean between = status.state().isTerminal() || (status.state() == TaskState.RUNNING && status.attempt() == 1);
        if (!between) {
            signal();
        } else if (succession.getReadHoldCount() > 0) {
            due.set(true);
        } else {
            restart(by);
        }
    }

    private void signal() {
        changing.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            changing.unlock();
        }
    }

    private <T> T call(Function<TaskManager, T> call) {
        T result;
        succession.readLock().lock();
        try {
            result = call.apply(life.manager);
        } finally {
            succession.readLock().unlock();
        }
        if (succession.getReadHoldCount() == 0 && due.compareAndSet(true, false)) {
            restart();
        }
        return result;
    }

    @Override
    public <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults) {
        call(manager -> {
            Life owner = life;
            TaskHandler<I, O> mortal = (input, context) -> {
                owner.requireAlive();
                return handler.run(input, context);
            };
            return handlers.put(type.name(), manager.register(type, mortal, defaults));
        });
        return () -> {
            Registration registration = handlers.remove(type.name());
            if (registration != null) {
                registration.close();
            }
        };
    }

    @Override
    public Registration listen(TaskListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public TaskLookup await(TaskId id, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = changes();
            TaskLookup lookup = find(id);
            boolean ended = !(lookup instanceof TaskLookup.Found(var status))
                    || status.state().isTerminal();
            if (ended || !changedSince(seen, end)) {
                return lookup;
            }
        }
    }

    private long changes() {
        changing.lock();
        try {
            return changes;
        } finally {
            changing.unlock();
        }
    }

    /** Waits for a change. Returns whether there was one in time. */
    private boolean changedSince(long seen, long end) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            while (changes == seen) {
                if (changed.awaitNanos(end - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public <O> TaskResult<O> await(TaskId id, TaskType<?, O> type, Duration atMost) throws InterruptedException {
        await(id, atMost);
        return result(id, type);
    }

    @Override
    public <I, O> Task<O> submit(TaskType<I, O> type, I input, TaskOptions options) {
        return call(manager -> manager.submit(type, input, options));
    }

    @Override
    public <O> Task<O> submit(Callable<O> work, TaskOptions options) {
        return call(manager -> manager.submit(work, options));
    }

    @Override
    public TaskGroup submitGroup(
            List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher) {
        return call(manager -> manager.submitGroup(members, finisher));
    }

    @Override
    public String name() {
        return call(TaskManager::name);
    }

    @Override
    public Set<Capability> capabilities() {
        return call(TaskManager::capabilities);
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        return call(manager -> manager.group(id));
    }

    @Override
    public TaskLookup find(TaskId id) {
        return call(manager -> manager.find(id));
    }

    @Override
    public <O> TaskResult<O> result(TaskId id, TaskType<?, O> type) {
        return call(manager -> manager.result(id, type));
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return call(manager -> manager.list(query));
    }

    @Override
    public CancelResult cancel(TaskId id, String reason) {
        return call(manager -> manager.cancel(id, reason));
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        return call(manager -> manager.events(id, afterSequence));
    }

    @Override
    public List<TaskEvent> awaitEvents(TaskId id, long afterSequence, Duration atMost) {
        throw new UnsupportedOperationException("a wait for events would end with its process");
    }

    @Override
    public boolean forget(TaskId id) {
        return call(manager -> manager.forget(id));
    }

    @Override
    public TaskStats stats() {
        return call(TaskManager::stats);
    }

    @Override
    public DrainReport drain(Duration graceful, Duration afterInterrupt) {
        throw new UnsupportedOperationException("a process that dies does not drain");
    }

    @Override
    public void close() {
        life.manager.close();
        try {
            for (Thread ending : endings) {
                if (!ending.join(Duration.ofSeconds(20))) {
                    throw new AssertionError("a process that has died does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
