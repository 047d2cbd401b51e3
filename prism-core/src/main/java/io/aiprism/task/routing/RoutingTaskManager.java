package io.aiprism.task.routing;

import static java.util.Objects.requireNonNull;

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
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskStats;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.TaskType;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Sends tasks to one of two managers, and finds every task whichever of them has it: how an application moves from one executor
 * to another, a share at a time and back if need be. Thread-safe.
 *
 * <p>{@link #route(Route)} says at any time which tasks go to the second manager from then on; tasks that are there already stay
 * where they are. A group goes as a whole, by the tenant of its first member. One idempotency key stays one task: a key that
 * was submitted through this object before goes where it went then. What was submitted before this object was made is not
 * known to it, so a route that is changed at a restart may send an old key to the other manager.
 *
 * <p>It can do what both managers can. Both are its own from then on: it closes them.
 */
public final class RoutingTaskManager implements TaskManager {
    private final TaskManager first;
    private final TaskManager second;
    private final RandomGenerator random;
    private final Set<Capability> capabilities;
    private final RoutedKeys keys = new RoutedKeys();
    private volatile Route route;

    /**
     * Puts two managers together.
     *
     * @param first where tasks go that the route does not name
     * @param second where tasks go that the route names
     * @param route which these are, to begin with
     * @param random draws shares of tasks; must be thread-safe
     */
    public RoutingTaskManager(TaskManager first, TaskManager second, Route route, RandomGenerator random) {
        this.first = requireNonNull(first, "first");
        this.second = requireNonNull(second, "second");
        this.route = requireNonNull(route, "route");
        this.random = requireNonNull(random, "random");
        Set<Capability> both = EnumSet.noneOf(Capability.class);
        both.addAll(first.capabilities());
        both.retainAll(second.capabilities());
        this.capabilities = Set.copyOf(both);
    }

    /** Puts two managers together; draws shares with the platform's generator. */
    public RoutingTaskManager(TaskManager first, TaskManager second, Route route) {
        this(first, second, route, RandomGenerator.getDefault());
    }

    /** Which tasks go to the second manager. */
    public Route route() {
        return route;
    }

    /** Says which tasks go to the second manager from now on. */
    public void route(Route route) {
        this.route = requireNonNull(route, "route");
    }

    /** The names of both, as {@code "thread-pool|db-scheduler"}. */
    @Override
    public String name() {
        return first.name() + "|" + second.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public <I, O> Registration register(TaskType<I, O> type, TaskHandler<I, O> handler, TaskOptions defaults) {
        Registration one = first.register(type, handler, defaults);
        try {
            return both(one, second.register(type, handler, defaults));
        } catch (RuntimeException e) {
            one.close();
            throw e;
        }
    }

    @Override
    public <I, O> Task<O> submit(TaskType<I, O> type, I input, TaskOptions options) {
        return submit(options, manager -> manager.submit(type, input, options));
    }

    @Override
    public <O> Task<O> submit(Callable<O> work, TaskOptions options) {
        require(Capability.CALLABLES, "plain Callables: register a TaskType and submit that");
        return submit(options, manager -> manager.submit(work, options));
    }

    @Override
    public TaskGroup submitGroup(
            List<? extends TaskRequest<?, ?>> members, Optional<TaskType<GroupStatus, ?>> finisher) {
        require(Capability.GROUPS, "groups");
        String tenant = members.isEmpty() ? "" : members.getFirst().options().tenant();
        return choose(tenant, Optional.empty()).submitGroup(members, finisher);
    }

    @Override
    public Optional<GroupStatus> group(GroupId id) {
        require(Capability.GROUPS, "groups");
        return first.group(id).or(() -> second.group(id));
    }

    @Override
    public TaskLookup find(TaskId id) {
        return owner(id).find(id);
    }

    @Override
    public <O> TaskResult<O> result(TaskId id, TaskType<?, O> type) {
        return owner(id).result(id, type);
    }

    @Override
    public <O> TaskResult<O> await(TaskId id, TaskType<?, O> type, Duration atMost) throws InterruptedException {
        return owner(id).await(id, type, atMost);
    }

    @Override
    public TaskLookup await(TaskId id, Duration atMost) throws InterruptedException {
        return owner(id).await(id, atMost);
    }

    @Override
    public List<TaskStatus> list(TaskQuery query) {
        return Stream.concat(first.list(query).stream(), second.list(query).stream())
                .limit(query.limit())
                .toList();
    }

    @Override
    public CancelResult cancel(TaskId id, String reason) {
        return owner(id).cancel(id, reason);
    }

    @Override
    public List<TaskEvent> events(TaskId id, long afterSequence) {
        require(Capability.EVENTS, "events");
        return owner(id).events(id, afterSequence);
    }

    @Override
    public List<TaskEvent> awaitEvents(TaskId id, long afterSequence, Duration atMost) throws InterruptedException {
        require(Capability.EVENTS, "events");
        return owner(id).awaitEvents(id, afterSequence, atMost);
    }

    @Override
    public Registration listen(TaskListener listener) {
        return both(first.listen(listener), second.listen(listener));
    }

    @Override
    public boolean forget(TaskId id) {
        return owner(id).forget(id);
    }

    @Override
    public TaskStats stats() {
        TaskStats one = first.stats();
        TaskStats two = second.stats();
        return new TaskStats(one.queued() + two.queued(), one.running() + two.running(), one.waiting() + two.waiting());
    }

    /** Drains both at the same time, and adds up. */
    @Override
    public DrainReport drain(Duration graceful, Duration afterInterrupt) throws InterruptedException {
        var other = new FutureTask<>(() -> second.drain(graceful, afterInterrupt));
        Thread thread = Thread.ofVirtual().name("prism-drain").start(other);
        DrainReport one;
        try {
            one = first.drain(graceful, afterInterrupt);
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            thread.join();
            throw e;
        }
        return sum(one, result(other));
    }

    /** Closes both at the same time. */
    @Override
    public void close() {
        var other = new FutureTask<>(second::close, true);
        Thread thread = Thread.ofVirtual().name("prism-close").start(other);
        try {
            first.close();
        } finally {
            joinPassingInterruptsOn(thread);
        }
        result(other);
    }

    @Override
    public String toString() {
        return "RoutingTaskManager[%s, %s, second takes %s]".formatted(first, second, route);
    }

    /** A submit to the one or the other. */
    private interface Submit<O> {
        Task<O> to(TaskManager manager);
    }

    private <O> Task<O> submit(TaskOptions options, Submit<O> submit) {
        String tenant = options.tenant();
        if (options.idempotencyKey().isEmpty()) {
            return submit.to(choose(tenant, Optional.empty()));
        }
        String key = options.idempotencyKey().get();
        TaskManager manager = keys.manager(tenant, key, () -> choose(tenant, Optional.of(key)));
        try {
            Task<O> task = submit.to(manager);
            keys.submitted(tenant, key, manager, task.id());
            return task;
        } catch (RuntimeException e) {
            keys.rejected(tenant, key);
            throw e;
        }
    }

    private TaskManager choose(String tenant, Optional<String> key) {
        boolean toSecond = switch (route) {
            case Route.Share(double share) ->
                key.map(RoutingTaskManager::spread).orElseGet(random::nextDouble) < share;
            case Route.TenantShare(double share) -> spread(tenant) < share;
            case Route.Tenants(Set<String> tenants) -> tenants.contains(tenant);
        };
        return toSecond ? second : first;
    }

    /** A number from 0 to 1, evenly spread over names and always the same for one: the last steps of MurmurHash3. */
    private static double spread(String name) {
        int hash = name.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        hash ^= hash >>> 16;
        return Integer.toUnsignedLong(hash) / 0x1p32;
    }

    /** The manager that knows a task; of two that have known it, the one where more is left. */
    private TaskManager owner(TaskId id) {
        return switch (firstLookup(id)) {
            case TaskLookup.Found found -> first;
            case TaskLookup.Expired expired -> second.find(id) instanceof TaskLookup.Found ? second : first;
            case TaskLookup.Unknown unknown -> second;
        };
    }

    /** What the first manager knows of a task; a first manager that fails does not hide what the second one knows. */
    private TaskLookup firstLookup(TaskId id) {
        try {
            return first.find(id);
        } catch (RuntimeException e) {
            if (second.find(id) instanceof TaskLookup.Found) {
                return new TaskLookup.Unknown(id);
            }
            throw e;
        }
    }

    private void require(Capability capability, String what) {
        if (!capabilities.contains(capability)) {
            throw new UnsupportedCapabilityException(
                    capability, "of %s and %s at least one has no %s".formatted(first.name(), second.name(), what));
        }
    }

    private static Registration both(Registration one, Registration other) {
        return () -> {
            try {
                one.close();
            } finally {
                other.close();
            }
        };
    }

    private static DrainReport sum(DrainReport one, DrainReport two) {
        return new DrainReport(
                one.finished() + two.finished(),
                one.cancelled() + two.cancelled(),
                one.stillRunning() + two.stillRunning(),
                one.kept() + two.kept(),
                one.took().compareTo(two.took()) > 0 ? one.took() : two.took());
    }

    /** What came of a task that has ended. */
    private static <T> T result(FutureTask<T> ended) {
        if (ended.state() == Future.State.FAILED) {
            throw new IllegalStateException("the second manager failed", ended.exceptionNow());
        }
        return ended.resultNow();
    }

    private static void joinPassingInterruptsOn(Thread thread) {
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            thread.interrupt();
        }
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
