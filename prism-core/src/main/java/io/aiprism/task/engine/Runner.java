package io.aiprism.task.engine;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.UnsupportedCapabilityException;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts: takes a place, starts the task, calls its handler, and ends the attempt. Whoever ends a task from outside
 * (cancel, deadline, lost lease) wins against the handler by the executor's transition and then interrupts it; the place is
 * free only when the thread is back.
 */
final class Runner implements TaskRunner {
    /** What the thread is that an attempt runs on. */
    enum Host {
        /** Runs one task after the other. */
        WORKER,
        /** Was made for the task, and ends with it. */
        OWN,
        /** The application's own, which submitted the task. */
        BORROWED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration RECHECK = Duration.ofSeconds(1);

    private final TaskExecutor executor;
    private final TaskManagerConfig config;
    private final boolean encoded;
    private final Handlers handlers;
    private final Changes changes;
    private final Admissions admissions;
    private final Permits permits;
    private final SortKeys sortKeys;
    private final Backoff backoff;
    private final ContextCarriers carriers;
    private final Deadlines deadlines;
    private final Runnable onIdle;

    /**
     * @param onIdle called whenever a thread is back
     */
    Runner(
            TaskExecutor executor,
            TaskManagerConfig config,
            Handlers handlers,
            Changes changes,
            Admissions admissions,
            SortKeys sortKeys,
            ContextCarriers carriers,
            Runnable onIdle) {
        this.executor = executor;
        this.config = config;
        this.encoded = !executor.capabilities().contains(Capability.CALLABLES);
        this.handlers = handlers;
        this.changes = changes;
        this.admissions = admissions;
        this.permits = new Permits(config.maxConcurrency(), config.clock());
        this.sortKeys = sortKeys;
        this.backoff = new Backoff(config.random());
        this.carriers = carriers;
        this.deadlines = new Deadlines(config.clock(), this::sweep);
        this.onIdle = onIdle;
    }

    Permits permits() {
        return permits;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    @Override
    public void run(TaskHandle task) {
        runAt(permits.acquire(), task, Host.WORKER);
    }

    @Override
    public void runOnce(TaskHandle task) {
        runAt(permits.acquire(), task, Host.OWN);
    }

    @Override
    public boolean tryRun(TaskHandle task) {
        int place = permits.tryAcquire();
        if (place >= 0) {
            runAt(place, task, Host.WORKER);
        }
        return place >= 0;
    }

    @Override
    public boolean handles(String type) {
        return type.isEmpty() || handlers.of(type).isPresent();
    }

    @Override
    public void revoke(TaskId task, int attempt) {
        permits.forEach(running -> {
            Lease lease = running.lease();
            // Without a lease it has not begun; if it is a later attempt after all, it is handed back and begins again.
            if (running.id().equals(task) && (lease == null || lease.attempt() == attempt)) {
                running.cancel();
            }
        });
    }

    @Override
    public void changed(TaskHandle task, TaskState state, int attempt) {
        changes.state(task.id(), state, attempt);
    }

    @Override
    public Set<TaskId> watched() {
        return changes.watched();
    }

    @Override
    public boolean listens() {
        return changes.listens();
    }

    @Override
    public void wake(TaskId task) {
        changes.event(task);
    }

    /**
     * Runs a task at a place that was acquired for it.
     *
     * @param host what the calling thread is
     */
    void runAt(int place, TaskHandle task, Host host) {
        var attempt = new Attempt(this, task, host == Host.BORROWED);
        // From here on, whoever ends the task finds the attempt and can interrupt it.
        permits.occupy(place, attempt);
        try {
            Lease lease = executor.start(task, config.clock().now());
            if (lease != null) {
                admissions.leave(1);
                sortKeys.started(lease.task().sortKey());
                run(attempt, lease, host);
            }
        } catch (RuntimeException e) {
            LOG.error("executor {} failed while task {} was run", executor.name(), task.id(), e);
        } finally {
            giveBack(place);
        }
    }

    /** Frees a place. */
    void giveBack(int place) {
        permits.release(place);
        onIdle.run();
    }

    /** Ends a task from outside. */
    CancelResult cancel(TaskHandle task, String reason) {
        return ended(task, executor.cancel(task, reason, config.clock().now()));
    }

    boolean append(Lease lease, TaskEvent.Detail detail) {
        boolean appended = executor.append(lease, detail, config.clock().now());
        if (appended) {
            changes.event(lease.handle().id());
        }
        return appended;
    }

    byte @Nullable [] step(Lease lease, String name) {
        return executor.step(lease, name);
    }

    void recordStep(Lease lease, String name, byte[] result) {
        executor.recordStep(lease, name, result);
    }

    void require(Capability capability, String what) {
        if (!executor.capabilities().contains(capability)) {
            throw new UnsupportedCapabilityException(
                    capability,
                    "executor %s has no %s; choose one with capability %s"
                            .formatted(executor.name(), what, capability));
        }
    }

    /** Hands running attempts back to an executor that keeps them for later, as long as it is not given up on. */
    void handBack() {
        permits.forEach(attempt -> {
            if (!attempt.isAbandoned()) {
                handBack(attempt);
            }
        });
    }

    private void handBack(Attempt attempt) {
        Lease lease = attempt.lease();
        if (lease == null) {
            return;
        }
        boolean held = false;
        try {
            Instant now = config.clock().now();
            held = executor.retryAt(lease, now, false, now);
            if (held) {
                admissions.enterAgain();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "task {} could not be handed back; it is run again when the executor finds that nobody runs it",
                    attempt.id(),
                    e);
        }
        // Also what this process holds no longer: its handler does not know that yet.
        attempt.abandon();
        if (held) {
            changes.state(attempt.id(), TaskState.QUEUED, lease.attempt());
        }
    }

    /** Tells the handlers that still run that their results are no longer wanted, and hands them back when they return. */
    void abandon() {
        permits.forEach(Attempt::abandon);
    }

    private void run(Attempt attempt, Lease lease, Host host) {
        NewTask task = lease.task();
        long deadline = deadline(task);
        attempt.begin(lease, deadline);
        deadlines.note(deadline);
        changes.state(task.id(), TaskState.RUNNING, lease.attempt());
        Object result = null;
        Throwable error = null;
        boolean called = false;
        Registration context = () -> {};
        try {
            context = host == Host.OWN ? carriers.put(task.context()) : carriers.restore(task.context());
            if (!attempt.isCancelled()) {
                called = true;
                result = call(task, attempt);
            }
        } catch (Throwable e) {
            error = e;
        } finally {
            attempt.end();
            context.close();
        }
        if (error != null && !attempt.isAbandoned()) {
            fail(lease, error);
        } else if (called && error == null) {
            finish(lease, succeeded(result));
        } else {
            // Nothing was returned that could be an outcome. If the lease still holds, the task is to be run.
            follow(lease, new Backoff.Decision.Retry(config.clock().now(), false));
        }
    }

    private @Nullable Object call(NewTask task, Attempt attempt) throws Exception {
        if (task.type().isEmpty()) {
            return ((Callable<?>) task.input()).call();
        }
        Handlers.Entry<?, ?> handler = handlers.of(task.type())
                .orElseThrow(() -> new PermanentFailureException(
                        "no handler is registered for task type '%s' (task %s)".formatted(task.type(), task.id()),
                        null));
        return handler.run(task.input(), encoded, attempt);
    }

    @SuppressWarnings("NullAway") // a Callable may return null, and then so does its outcome
    private static TaskOutcome<?> succeeded(@Nullable Object result) {
        return new TaskOutcome.Succeeded<>(result);
    }

    private void fail(Lease lease, Throwable error) {
        if (error instanceof Error) {
            LOG.error(
                    "task {} of type '{}' died of an error",
                    lease.handle().id(),
                    lease.task().type(),
                    error);
        }
        follow(lease, backoff.after(error, lease, config.clock().now()));
    }

    private void follow(Lease lease, Backoff.Decision decision) {
        switch (decision) {
            case Backoff.Decision.End(var outcome) -> finish(lease, outcome);
            case Backoff.Decision.Retry(var notBefore, var counted) -> {
                // Counted first, so that whoever sees the queued task also sees it counted.
                admissions.enterAgain();
                Instant now = config.clock().now();
                if (executor.retryAt(lease, notBefore, counted, now)) {
                    TaskState next = notBefore.isAfter(now) ? TaskState.RETRY_WAIT : TaskState.QUEUED;
                    changes.state(lease.handle().id(), next, lease.attempt());
                } else {
                    admissions.leave(1);
                }
            }
        }
    }

    private void finish(Lease lease, TaskOutcome<?> outcome) {
        if (executor.finish(lease, outcome, config.clock().now())) {
            changes.ended(lease.handle().id());
        }
    }

    private CancelResult ended(TaskHandle task, CancelResult result) {
        if (result == CancelResult.CANCELLED_BEFORE_START) {
            admissions.leave(1);
        } else if (result == CancelResult.CANCELLED_WHILE_RUNNING) {
            permits.forEach(attempt -> {
                if (attempt.id().equals(task.id())) {
                    attempt.cancel();
                }
            });
        }
        if (result.isCancelled()) {
            changes.ended(task.id());
            onIdle.run();
        }
        return result;
    }

    /** Ends what is due. Returns the earliest deadline that is left. */
    private long sweep(long now) {
        Instant at = Instant.ofEpochMilli(now);
        try {
            executor.overdue(at).forEach(task -> ended(task, executor.expire(task, at)));
            long[] next = {Long.MAX_VALUE};
            permits.forEach(attempt -> next[0] = Math.min(next[0], checkAttempt(attempt, now)));
            Instant left = executor.nextDeadline();
            return left == null ? next[0] : Math.min(next[0], left.toEpochMilli());
        } catch (RuntimeException e) {
            LOG.error("executor {} failed while deadlines were checked; they will be again soon", executor.name(), e);
            return now + RECHECK.toMillis();
        }
    }

    /** Ends an attempt that takes too long. Returns its deadline if that is still to come. */
    private long checkAttempt(Attempt attempt, long now) {
        Lease lease = attempt.lease();
        long deadline = attempt.deadlineMillis();
        if (lease == null || attempt.isCancelled() || deadline == lease.task().deadline()) {
            return Long.MAX_VALUE;
        }
        if (deadline > now) {
            return deadline;
        }
        follow(
                lease,
                backoff.afterTimeout(lease, attempt.deadline(), config.clock().now()));
        attempt.cancel();
        return Long.MAX_VALUE;
    }

    private long deadline(NewTask task) {
        Optional<Duration> attemptTimeout = task.options().attemptTimeout();
        return attemptTimeout.isEmpty()
                ? task.deadline()
                : Math.min(task.deadline(), Durations.after(config.clock().millis(), attemptTimeout.get()));
    }
}
