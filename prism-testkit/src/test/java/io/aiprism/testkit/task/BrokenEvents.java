package io.aiprism.testkit.task;

import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.Lease;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors that tell events, progress and steps wrong. */
final class BrokenEvents {
    private BrokenEvents() {}

    static List<BrokenExecutor> all() {
        return List.of(
                new BrokenExecutor(
                        "leaves gaps between event numbers", "events_can_be_read_from_any_number_on", LeavingGaps::new),
                new BrokenExecutor(
                        "drops events", "progress_and_parts_stand_in_order_between_the_states", Dropping::new),
                new BrokenExecutor(
                        "tells more after the end", "nothing_comes_after_the_terminal_event", TellingMore::new),
                new BrokenExecutor(
                        "tells all events again", "events_can_be_read_from_any_number_on", TellingAgain::new),
                new BrokenExecutor(
                        "tells nobody that a task fell due",
                        "a_listener_hears_every_state_of_every_task_once",
                        KeepingQuiet::new),
                new BrokenExecutor("records no steps", "a_step_is_done_once_over_all_attempts", ForgettingSteps::new),
                new BrokenExecutor("shares steps", "tasks_do_not_share_steps", SharingSteps::new));
    }

    private static final class LeavingGaps extends ForwardingTaskExecutor {
        LeavingGaps(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public List<TaskEvent> events(TaskId id, long afterSequence) {
            return executor.events(id, 0).stream()
                    .map(event -> new TaskEvent(
                            event.task(), event.sequence() + event.sequence() / 10, event.at(), event.detail()))
                    .filter(event -> event.sequence() > afterSequence)
                    .toList();
        }
    }

    private static final class Dropping extends ForwardingTaskExecutor {
        private final AtomicInteger appended = new AtomicInteger();

        Dropping(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
            return appended.incrementAndGet() % 3 == 0 || executor.append(lease, detail, at);
        }
    }

    private static final class TellingMore extends ForwardingTaskExecutor {
        private final Map<TaskId, TaskEvent.Detail> late = new ConcurrentHashMap<>();

        TellingMore(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean append(Lease lease, TaskEvent.Detail detail, Instant at) {
            if (!executor.append(lease, detail, at)) {
                late.put(lease.handle().id(), detail);
            }
            return true;
        }

        @Override
        public List<TaskEvent> events(TaskId id, long afterSequence) {
            List<TaskEvent> events = new ArrayList<>(executor.events(id, afterSequence));
            TaskEvent.Detail more = late.get(id);
            if (more != null && !events.isEmpty()) {
                TaskEvent last = events.get(events.size() - 1);
                events.add(new TaskEvent(id, last.sequence() + 1, last.at(), more));
            }
            return events;
        }
    }

    private static final class TellingAgain extends ForwardingTaskExecutor {
        TellingAgain(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public List<TaskEvent> events(TaskId id, long afterSequence) {
            return executor.events(id, 0);
        }
    }

    private static final class KeepingQuiet extends ForwardingTaskExecutor {
        KeepingQuiet(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public void open(TaskRunner runner) {
            executor.open(new ForwardingTaskRunner(runner) {
                @Override
                public void changed(TaskHandle task, TaskState state, int attempt) {}
            });
        }
    }

    private static final class ForgettingSteps extends ForwardingTaskExecutor {
        ForgettingSteps(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public boolean recordStep(Lease lease, String name, byte[] result) {
            return true;
        }
    }

    private static final class SharingSteps extends ForwardingTaskExecutor {
        private final Map<String, byte[]> steps = new ConcurrentHashMap<>();

        SharingSteps(TaskExecutor executor, TaskManagerConfig config) {
            super(executor);
        }

        @Override
        public byte[] step(Lease lease, String name) {
            return steps.get(name);
        }

        @Override
        public boolean recordStep(Lease lease, String name, byte[] result) {
            steps.put(name, result);
            return true;
        }
    }
}
