package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskResult;
import io.aiprism.task.TaskState;
import io.aiprism.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must be true of the traces that any task leaves. */
final class TaskStory {
    private TaskStory() {}

    static void check(TaskFixture fixture, TaskStatus status) {
        assertThat(status.startedAt().isPresent())
                .as("%s has a start time if and only if it had an attempt", status)
                .isEqualTo(status.attempt() > 0);
        assertThat(status.finishedAt().isPresent())
                .as("%s has an end time if and only if it has ended", status)
                .isEqualTo(status.state().isTerminal());
        if (status.state().isTerminal() && status.type().equals(TaskFixture.WORK.name())) {
            var result = fixture.manager.result(status.id(), TaskFixture.WORK);
            assertThat(result)
                    .as("the result of %s", status)
                    .isInstanceOfSatisfying(
                            TaskResult.Finished.class,
                            finished -> assertThat(finished.outcome().state()).isEqualTo(status.state()));
        }
        if (fixture.can(Capability.EVENTS)) {
            checkEvents(status, fixture.manager.events(status.id(), 0));
        }
    }

    private static void checkEvents(TaskStatus status, List<TaskEvent> events) {
        Optional<TaskState> state = Optional.empty();
        Instant last = status.submittedAt();
        int attempt = 0;
        for (int i = 0; i < events.size(); i++) {
            TaskEvent event = events.get(i);
            assertThat(event.task()).as("task of %s", event).isEqualTo(status.id());
            assertThat(event.sequence()).as("sequence of %s", event).isEqualTo(i + 1L);
            assertThat(event.at()).as("time of %s", event).isAfterOrEqualTo(last);
            last = event.at();
            if (event.detail() instanceof TaskEvent.StateChanged(TaskState next, int number)) {
                checkTransition(events, state, next);
                attempt = next == TaskState.RUNNING ? attempt + 1 : attempt;
                assertThat(number).as("attempt of %s", event).isEqualTo(attempt);
                state = Optional.of(next);
            } else {
                assertThat(state).as("%s comes from a running handler", event).contains(TaskState.RUNNING);
            }
        }
        assertThat(state)
                .as("the last state in %s is that of %s", events, status)
                .contains(status.state());
        assertThat(attempt).as("attempts in %s", events).isEqualTo(status.attempt());
    }

    private static void checkTransition(List<TaskEvent> events, Optional<TaskState> state, TaskState next) {
        if (state.isEmpty()) {
            assertThat(next).as("the first state in %s", events).isIn(TaskState.SCHEDULED, TaskState.QUEUED);
        } else {
            assertThat(state.orElseThrow().canBecome(next))
                    .as("%s may follow %s in %s", next, state.orElseThrow(), events)
                    .isTrue();
        }
    }
}
