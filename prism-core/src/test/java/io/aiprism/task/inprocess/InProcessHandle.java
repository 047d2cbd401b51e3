package io.aiprism.task.inprocess;

import io.aiprism.task.CancelResult;
import io.aiprism.task.Progress;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.NewTask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A task of an {@link InProcessExecutor} that has no threads, so that only who calls it does anything. */
final class InProcessHandle implements HandleOperations.Handle {
    private static final Instant NOW = Instant.ofEpochMilli(1_000);
    private static final TaskId ID = new TaskId(1, 2);
    private static final TaskManagerConfig CONFIG =
            TaskManagerConfig.builder().clock(new Standing()).build();

    private final InProcessExecutor executor = new InProcessExecutor("bare", new None(), CONFIG);
    private final InProcessTask task = (InProcessTask) executor.submit(
            new NewTask(ID, "work", "input", TaskOptions.DEFAULT, Map.of(), 0, 1_000, 1_000, 9_000, true));

    private <T> T withLease(T otherwise, Function<Phase.Running, T> action) {
        return task.phase() instanceof Phase.Running running ? action.apply(running) : otherwise;
    }

    @Override
    public boolean start() {
        return executor.start(task, NOW) != null;
    }

    @Override
    public boolean finish(String value) {
        return withLease(false, lease -> executor.finish(lease, new TaskOutcome.Succeeded<>(value), NOW));
    }

    @Override
    public boolean retry(boolean later, boolean counted) {
        return withLease(false, lease -> executor.retryAt(lease, later ? NOW.plusMillis(1) : NOW, counted, NOW));
    }

    @Override
    public CancelResult cancel() {
        return executor.cancel(task, "cancelled", NOW);
    }

    @Override
    public CancelResult expire() {
        return executor.expire(task, NOW);
    }

    @Override
    public boolean append() {
        return withLease(false, lease -> executor.append(lease, new TaskEvent.Progressed(new Progress(1, 2, "")), NOW));
    }

    @Override
    public boolean recordStep(String result) {
        return withLease(
                false, lease -> executor.recordStep(lease, "step", result.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String step() {
        return withLease("none", lease -> {
            byte[] result = executor.step(lease, "step");
            return result == null ? "none" : new String(result, StandardCharsets.US_ASCII);
        });
    }

    @Override
    public TaskState state() {
        return task.state();
    }

    @Override
    public String outcome() {
        return switch (executor.outcome(task)) {
            case null -> "none";
            case TaskOutcome.Succeeded<?>(var value) -> value.toString();
            case TaskOutcome<?> other -> other.state().name();
        };
    }

    @Override
    public List<String> events() {
        return executor.events(ID, 0).stream()
                .map(event -> event.sequence() + " "
                        + switch (event.detail()) {
                            case TaskEvent.StateChanged(var state, var attempt) -> state + " " + attempt;
                            case TaskEvent.Progressed progressed -> "progress";
                            case TaskEvent.PartEmitted part -> "part";
                        })
                .toList();
    }

    @Override
    public String lookup() {
        return switch (executor.find(ID)) {
            case TaskLookup.Found(var status) ->
                "%s %d %s %s"
                        .formatted(
                                status.state(),
                                status.attempt(),
                                status.progress().isPresent(),
                                status.finishedAt().isPresent());
            case TaskLookup.Expired expired -> "expired " + expired.lastState();
            case TaskLookup.Unknown unknown -> "unknown";
        };
    }

    @Override
    public boolean forget() {
        return executor.forget(ID, NOW);
    }

    private static final class None implements TaskThreads {
        @Override
        public void start(Runnable worker) {}

        @Override
        public boolean reusable() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static final class Standing implements TaskClock {
        @Override
        public long millis() {
            return NOW.toEpochMilli();
        }

        @Override
        public Registration schedule(Instant at, Runnable action) {
            return () -> {};
        }
    }
}
