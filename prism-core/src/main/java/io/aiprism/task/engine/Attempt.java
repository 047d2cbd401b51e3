package io.aiprism.task.engine;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.GroupId;
import io.aiprism.task.Progress;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.TaskHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a handler in this process, and what the handler sees of it.
 *
 * <p>An interrupt must hit the handler and never what the thread does next. Who cancels therefore claims the thread
 * ({@code RUNNING → INTERRUPTING → RUNNING}) while it interrupts, and the thread leaves ({@code RUNNING → DONE}) only while
 * nobody has claimed it.
 */
final class Attempt implements TaskContext {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** {@code null} before the handler. */
    private enum Stage {
        RUNNING,
        INTERRUPTING,
        DONE
    }

    /** A list of what to do on cancellation, the latest first. */
    private static final class Action {
        /** The end of a list to which nothing can be added any more. */
        static final Action CLOSED = new Action(() -> {}, null);

        final Runnable action;
        final @Nullable Action next;

        Action(Runnable action, @Nullable Action next) {
            this.action = action;
            this.next = next;
        }
    }

    private static final VarHandle LEASE;
    private static final VarHandle STAGE;
    private static final VarHandle ACTIONS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LEASE = lookup.findVarHandle(Attempt.class, "lease", Lease.class);
            STAGE = lookup.findVarHandle(Attempt.class, "stage", Stage.class);
            ACTIONS = lookup.findVarHandle(Attempt.class, "actions", Action.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runner runner;
    private final TaskHandle handle;
    private final Thread thread;
    private final boolean borrowed;
    private volatile @Nullable Stage stage;
    private volatile @Nullable Action actions;
    private volatile boolean cancelled;
    private volatile boolean abandoned;
    /** Written after the deadline, read before it. */
    private volatile @Nullable Lease lease;

    private long deadline;
    private boolean interrupted;

    /**
     * An attempt on the calling thread.
     *
     * @param borrowed whether the thread is the application's own, whose interrupts are not to be swallowed
     */
    Attempt(Runner runner, TaskHandle handle, boolean borrowed) {
        this.runner = runner;
        this.handle = handle;
        this.borrowed = borrowed;
        this.thread = Thread.currentThread();
    }

    /** When this attempt is ended as timed out, in milliseconds since the epoch. */
    long deadlineMillis() {
        return deadline;
    }

    /** The lease; {@code null} before the attempt has begun. */
    @Nullable
    Lease lease() {
        return lease;
    }

    /** Called by the attempt's thread before the handler. */
    void begin(Lease lease, long deadline) {
        this.deadline = deadline;
        LEASE.setRelease(this, lease);
        // A full fence: either who cancels sees this, or the thread sees that it was cancelled.
        stage = Stage.RUNNING;
    }

    /** Called by the attempt's thread after the handler: from now on nobody interrupts it. */
    void end() {
        while (!STAGE.compareAndSet(this, Stage.RUNNING, Stage.DONE)) {
            Thread.onSpinWait();
        }
        if (interrupted || !borrowed) {
            Thread.interrupted();
        }
    }

    /** Tells the handler that its result is no longer wanted. */
    void cancel() {
        cancelled = true;
        var first = (Action) ACTIONS.getAndSet(this, Action.CLOSED);
        if (STAGE.compareAndSet(this, Stage.RUNNING, Stage.INTERRUPTING)) {
            interrupted = true;
            thread.interrupt();
            stage = Stage.RUNNING;
        }
        for (Action action = first; action != null; action = action.next) {
            run(action.action);
        }
    }

    /** Cancels since this process ends, so that what the handler throws of it says nothing about the task. */
    void abandon() {
        if (!abandoned) {
            abandoned = true;
            cancel();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public TaskId id() {
        return handle.id();
    }

    @Override
    public String tenant() {
        return begun().task().options().tenant();
    }

    @Override
    public Optional<GroupId> group() {
        return Optional.ofNullable(begun().group());
    }

    @Override
    public Map<String, String> labels() {
        return begun().task().options().labels();
    }

    @Override
    public int attempt() {
        return begun().attempt();
    }

    @Override
    public Instant deadline() {
        return Instant.ofEpochMilli(deadline);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        while (true) {
            Action before = actions;
            if (before == Action.CLOSED) {
                run(action);
                return;
            }
            if (ACTIONS.compareAndSet(this, before, new Action(action, before))) {
                return;
            }
        }
    }

    @Override
    public void progress(Progress progress) {
        runner.append(begun(), new TaskEvent.Progressed(progress));
    }

    @Override
    public <T> void emit(String name, T part, Codec<T> codec) {
        runner.require(Capability.EVENTS, "parts of results");
        runner.append(begun(), new TaskEvent.PartEmitted(name, codec.encode(part)));
    }

    @Override
    public <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception {
        runner.require(Capability.STEPS, "steps");
        byte @Nullable [] recorded = runner.step(begun(), name);
        if (recorded != null) {
            return codec.decode(recorded);
        }
        T result = body.call();
        runner.recordStep(begun(), name, codec.encode(result));
        return result;
    }

    private Lease begun() {
        Lease begun = lease;
        if (begun == null) {
            throw new IllegalStateException("task %s has not begun".formatted(handle.id()));
        }
        return begun;
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("an action on the cancellation of task {} failed", handle.id(), e);
        }
    }
}
