package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import io.aiprism.task.Retention;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Executors that give wrong answers. */
final class BrokenQueries {
    private BrokenQueries() {}

    static List<BrokenExecutor> all() {
        return List.of(
                new BrokenExecutor(
                        "does not know what has expired",
                        "an_outcome_is_kept_for_its_time_from_the_end_of_the_task",
                        (executor, config) -> finding(
                                executor,
                                lookup -> lookup instanceof TaskLookup.Expired
                                        ? new TaskLookup.Unknown(lookup.id())
                                        : lookup)),
                new BrokenExecutor(
                        "keeps everything",
                        "an_outcome_is_kept_for_its_time_from_the_end_of_the_task",
                        (executor, config) -> retaining(config, Retention.DEFAULT.withTtl(Duration.ofDays(1000)))),
                new BrokenExecutor(
                        "keeps any number of tasks",
                        "of_too_many_ended_tasks_those_that_ended_first_go_first",
                        (executor, config) ->
                                retaining(config, config.retention().withMaxTasks(Integer.MAX_VALUE))),
                new BrokenExecutor(
                        "keeps results of any size",
                        "of_too_large_results_those_that_ended_first_go_first",
                        (executor, config) ->
                                retaining(config, config.retention().withMaxBytes(Long.MAX_VALUE, result -> 0))),
                new BrokenExecutor(
                        "keeps outcomes from the submit on",
                        "an_outcome_is_kept_for_its_time_from_the_end_of_the_task",
                        BrokenQueries::countingFromSubmit),
                new BrokenExecutor(
                        "has no tombstones",
                        "an_outcome_is_kept_for_its_time_from_the_end_of_the_task",
                        (executor, config) ->
                                retaining(config, config.retention().withTombstones(Duration.ZERO, 0))),
                new BrokenExecutor(
                        "gives an outcome out once", "waiting_for_an_ended_task_returns_at_once", ReadingOnce::new),
                new BrokenExecutor("never forgets", "a_forgotten_task_has_expired", NeverForgetting::new),
                new BrokenExecutor(
                        "lists everything", "tasks_are_listed_by_state_tenant_and_type", ListingEverything::new),
                new BrokenExecutor(
                        "loses labels",
                        "a_status_says_all_that_is_known_of_a_task",
                        (executor, config) -> finding(executor, BrokenQueries::withoutLabels)),
                new BrokenExecutor("counts no waiting tasks", "a_task_waits_for_its_start_time", NeverWaiting::new),
                new BrokenExecutor(
                        "counts no queued tasks",
                        "tasks_of_every_state_are_listed_found_and_counted",
                        NeverQueued::new),
                new BrokenExecutor(
                        "declares what it cannot do", "an_executor_declares_what_its_harness_says", Boasting::new));
    }

    private static TaskExecutor finding(TaskExecutor executor, UnaryOperator<TaskLookup> change) {
        return new ForwardingTaskExecutor(executor) {
            @Override
            public TaskLookup find(TaskId id) {
                return change.apply(executor.find(id));
            }
        };
    }

    private static TaskExecutor retaining(TaskManagerConfig config, Retention retention) {
        return new InProcessHarness()
                .newExecutor(new TaskManagerConfig(
                        config.maxConcurrency(),
                        config.queueCapacity(),
                        config.timeout(),
                        config.retry(),
                        config.admission(),
                        retention,
                        config.drainTimeout(),
                        config.contextCarriers(),
                        config.clock(),
                        config.random()));
    }

    private static TaskExecutor countingFromSubmit(TaskExecutor executor, TaskManagerConfig config) {
        return finding(executor, lookup -> {
            if (!(lookup instanceof TaskLookup.Found(TaskStatus status))
                    || status.finishedAt().isEmpty()) {
                return lookup;
            }
            Instant end = status.submittedAt().plus(config.retention().ttl());
            return end.isAfter(config.clock().now())
                    ? lookup
                    : new TaskLookup.Expired(
                            lookup.id(), status.state(), status.finishedAt().orElseThrow());
        });
    }

    private static TaskLookup withoutLabels(TaskLookup lookup) {
        if (!(lookup instanceof TaskLookup.Found(TaskStatus status))) {
            return lookup;
        }
        return new TaskLookup.Found(new TaskStatus(
                status.id(),
                status.type(),
                status.tenant(),
                status.state(),
                status.attempt(),
                status.cancelRequested(),
                status.progress(),
                status.submittedAt(),
                status.startedAt(),
                status.finishedAt(),
                status.deadline(),
                status.group(),
                Map.of()));
    }

    private static final class ReadingOnce extends ForwardingTaskExecutor {
        private final TaskManagerConfig config;

        ReadingOnce(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
            this.config = config;
        }

        @Override
        public TaskOutcome<?> outcome(TaskHandle task) {
            TaskOutcome<?> outcome = executor.outcome(task);
            executor.forget(task.id(), config.clock().now());
            return outcome;
        }
    }

    private static final class NeverForgetting extends ForwardingTaskExecutor {
        NeverForgetting(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean forget(TaskId id, Instant now) {
            return true;
        }
    }

    private static final class ListingEverything extends ForwardingTaskExecutor {
        ListingEverything(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public List<TaskStatus> list(TaskQuery query) {
            return executor.list(
                    new TaskQuery(query.states(), Optional.empty(), Optional.empty(), Optional.empty(), query.limit()));
        }
    }

    private static final class NeverWaiting extends ForwardingTaskExecutor {
        NeverWaiting(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public int waiting() {
            return 0;
        }
    }

    private static final class NeverQueued extends ForwardingTaskExecutor {
        NeverQueued(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public int queued() {
            return 0;
        }
    }

    private static final class Boasting extends ForwardingTaskExecutor {
        Boasting(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }
    }
}
