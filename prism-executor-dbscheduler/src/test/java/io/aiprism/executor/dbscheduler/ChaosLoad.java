package io.aiprism.executor.dbscheduler;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Submits tasks and groups at an even rate, and cancels some of them, through whatever happens to the database: what failed
 * is tried again. Run by one thread, read after it has ended.
 */
final class ChaosLoad {
    static final String REASON = "the chaos suite does not need it";

    private final TaskManager manager;
    private final Random random;
    private final Set<TaskId> accepted = new HashSet<>();
    private final Set<TaskId> askedToCancel = new HashSet<>();
    private final Set<TaskId> cancelled = new HashSet<>();
    private final List<TaskGroup> groups = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Queue<TaskId> toCancel = new ArrayDeque<>();
    private int keys;

    ChaosLoad(TaskManager manager, long seed) {
        this.manager = manager;
        this.random = new Random(seed);
    }

    /** Submits so many tasks in the time, and goes on until it is enough. */
    void run(int tasks, Duration time, BooleanSupplier enough) throws InterruptedException {
        long begin = System.nanoTime();
        while (accepted.size() < tasks || !enough.getAsBoolean()) {
            double share = (double) (System.nanoTime() - begin) / time.toNanos();
            if (accepted.size() < share * tasks) {
                submit();
            } else {
                ChaosWork.work(10);
            }
        }
    }

    Set<TaskId> accepted() {
        return Collections.unmodifiableSet(accepted);
    }

    /** Tasks for which a cancel was tried, whether it was heard of its result or not. */
    Set<TaskId> askedToCancel() {
        return Collections.unmodifiableSet(askedToCancel);
    }

    /** Tasks of which it was said that they are cancelled. */
    Set<TaskId> cancelled() {
        return Collections.unmodifiableSet(cancelled);
    }

    List<TaskGroup> groups() {
        return Collections.unmodifiableList(groups);
    }

    List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    private void submit() throws InterruptedException {
        if (random.nextInt(60) == 0) {
            submitGroup();
            return;
        }
        TaskType<Integer, String> type = type();
        int millis = millis();
        TaskOptions options = TaskOptions.builder()
                .tenant("tenant" + random.nextInt(3))
                .idempotencyKey("key" + keys++)
                .build()
                .orElse(ChaosWork.OPTIONS);
        TaskId id = untilItWorks(() -> manager.submit(type, millis, options).id());
        accepted.add(id);
        if (random.nextInt(20) == 0) {
            TaskId again =
                    untilItWorks(() -> manager.submit(type, millis, options).id());
            if (!again.equals(id)) {
                violations.add("one key became two tasks, %s and %s".formatted(id, again));
            }
        }
        if (random.nextInt(30) == 0) {
            toCancel.add(id);
        }
        if (toCancel.size() > random.nextInt(10)) {
            cancel(toCancel.remove());
        }
    }

    private void submitGroup() throws InterruptedException {
        List<TaskRequest<Integer, String>> members = new ArrayList<>();
        for (int size = 5 + random.nextInt(10); size > 0; size--) {
            members.add(new TaskRequest<>(type(), millis(), ChaosWork.OPTIONS));
        }
        TaskGroup group = untilItWorks(() -> manager.submitGroup(members, Optional.of(ChaosWork.FINISHER)));
        groups.add(group);
        accepted.addAll(group.members());
        accepted.add(group.finisher().orElseThrow());
        if (random.nextInt(4) == 0) {
            toCancel.add(group.members().getFirst());
        }
    }

    private void cancel(TaskId id) throws InterruptedException {
        askedToCancel.add(id);
        CancelResult result = untilItWorks(() -> manager.cancel(id, REASON));
        if (result.isCancelled()) {
            cancelled.add(id);
        } else if (result != CancelResult.ALREADY_FINISHED) {
            violations.add("cancel of task %s answered %s".formatted(id, result));
        }
    }

    private TaskType<Integer, String> type() {
        int drawn = random.nextInt(20);
        if (drawn < 9) {
            return ChaosWork.PLAIN;
        } else if (drawn < 13) {
            return ChaosWork.STEPS;
        } else if (drawn < 16) {
            return ChaosWork.FLAKY;
        }
        return drawn < 17 ? ChaosWork.FAILING : ChaosWork.STUBBORN;
    }

    private int millis() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> random.nextInt(30);
            case 4, 5, 6, 7 -> random.nextInt(500);
            case 8 -> random.nextInt(1_500);
            default -> random.nextInt(4_000);
        };
    }

    private static <T> T untilItWorks(Supplier<T> call) throws InterruptedException {
        while (true) {
            try {
                return call.get();
            } catch (TaskDatabaseException e) {
                ChaosWork.work(50);
            }
        }
    }
}
