package io.aiprism.testkit.task;

import io.aiprism.task.CancelResult;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Executors that treat groups wrong. */
final class BrokenGroups {
    private BrokenGroups() {}

    static List<BrokenExecutor> all() {
        return List.of(
                new BrokenExecutor(
                        "counts members twice",
                        "a_group_counts_its_members_and_then_runs_its_finisher_once",
                        CountingTwice::new),
                new BrokenExecutor(
                        "runs the finisher twice",
                        "a_group_counts_its_members_and_then_runs_its_finisher_once",
                        FinishingTwice::new),
                new BrokenExecutor(
                        "does not run the finisher if a member did not succeed",
                        "a_group_is_finished_although_members_fail_are_cancelled_or_time_out",
                        FinishingOnlySuccess::new),
                new BrokenExecutor(
                        "forgets the group of its members",
                        "a_group_counts_its_members_and_then_runs_its_finisher_once",
                        Ungrouping::new));
    }

    private static final class CountingTwice extends ForwardingTaskExecutor {
        CountingTwice(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public Optional<GroupStatus> group(GroupId id) {
            return executor.group(id)
                    .map(status -> new GroupStatus(
                            id,
                            status.total(),
                            2 * status.succeeded(),
                            status.failed(),
                            status.cancelled(),
                            status.timedOut()));
        }
    }

    private static final class FinishingTwice extends ForwardingTaskExecutor {
        private final Map<GroupId, NewGroup> groups = new ConcurrentHashMap<>();

        FinishingTwice(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public List<TaskHandle> submitGroup(NewGroup group) {
            groups.put(group.id(), group);
            return executor.submitGroup(group);
        }

        @Override
        public boolean finish(Lease lease, TaskOutcome<?> outcome, Instant at) {
            boolean held = executor.finish(lease, outcome, at);
            groups.values().forEach(group -> finishAgain(group, at));
            return held;
        }

        private void finishAgain(NewGroup group, Instant at) {
            GroupStatus status = executor.group(group.id()).orElseThrow();
            if (status.isFinished() && groups.remove(group.id()) != null) {
                NewTask finisher = group.finisher().orElseThrow();
                executor.submit(new NewTask(
                        new TaskId(finisher.id().high(), ~finisher.id().low()),
                        finisher.type(),
                        status,
                        finisher.options(),
                        finisher.context(),
                        finisher.sortKey(),
                        at.toEpochMilli(),
                        at.toEpochMilli(),
                        finisher.deadline(),
                        true));
            }
        }
    }

    private static final class FinishingOnlySuccess extends ForwardingTaskExecutor {
        FinishingOnlySuccess(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public CancelResult cancel(TaskHandle task, String reason, Instant at) {
            CancelResult result = executor.cancel(task, reason, at);
            executor.list(TaskQuery.ALL).stream()
                    .filter(status -> status.type().equals("contract.finisher"))
                    .forEach(status -> executor.cancel(executor.handle(status.id()), "a member failed", at));
            return result;
        }
    }

    private static final class Ungrouping extends ForwardingTaskExecutor {
        Ungrouping(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public List<TaskHandle> submitGroup(NewGroup group) {
            List<TaskHandle> handles = new ArrayList<>();
            group.members().forEach(member -> handles.add(executor.submit(member)));
            group.finisher().ifPresent(finisher -> handles.add(executor.submit(finisher)));
            return handles;
        }

        @Override
        public Optional<GroupStatus> group(GroupId id) {
            return Optional.of(new GroupStatus(id, 4, 0, 0, 0, 0));
        }
    }
}
