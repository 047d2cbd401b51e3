package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.Capability;
import io.aiprism.task.Codec;
import io.aiprism.task.Progress;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.Task;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.TaskState;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a task tells while it lives: its state changes, its progress and parts of its result. */
public interface EventContract extends ContractPart {
    private static void open(TaskExecutorHarness harness, Scenario scenario) throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness)) {
            if (fixture.can(Capability.EVENTS)) {
                scenario.play(fixture);
            } else {
                refused(fixture);
            }
        }
    }

    private static void refused(TaskFixture fixture) throws InterruptedException {
        Task<String> task = fixture.submit(context -> {
            context.progress(1, 2, "half");
            context.emit("part", "text", Codec.json(String.class));
            return "done";
        });
        assertThat(fixture.end(task)).isEqualTo(new TaskOutcome.Succeeded<>("done"));
        assertThat(fixture.status(task).progress()).contains(new Progress(1, 2, "half"));
        assertThatThrownBy(() -> fixture.manager.events(task.id(), 0))
                .isInstanceOfSatisfying(
                        UnsupportedCapabilityException.class,
                        e -> assertThat(e.capability()).isEqualTo(Capability.EVENTS));
        assertThatThrownBy(() -> fixture.manager.awaitEvents(task.id(), 0, Duration.ofSeconds(1)))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    private static List<TaskEvent.Detail> details(TaskFixture fixture, Task<?> task) {
        return fixture.manager.events(task.id(), 0).stream()
                .map(TaskEvent::detail)
                .toList();
    }

    private static TaskEvent.StateChanged state(TaskState state, int attempt) {
        return new TaskEvent.StateChanged(state, attempt);
    }

    @Test
    default void progress_is_part_of_the_status() throws Exception {
        try (TaskFixture fixture = TaskFixture.open(harness())) {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                context.progress(1, 3, "one");
                context.progress(2, 3, "two");
                gate.pass();
                return "done";
            });
            gate.awaitArrival();
            assertThat(fixture.status(task).progress()).contains(new Progress(2, 3, "two"));
            gate.open();
            fixture.end(task);
            assertThat(fixture.status(task).progress()).contains(new Progress(2, 3, "two"));
        }
    }

    @Test
    default void progress_and_parts_stand_in_order_between_the_states() throws Exception {
        open(harness(), fixture -> {
            Codec<String> text = Codec.json(String.class);
            Task<String> task = fixture.submit(context -> {
                context.progress(1, 2, "half");
                context.emit("section", "first", text);
                context.emit("section", "second", text);
                context.progress(2, 2, "whole");
                return "done";
            });
            fixture.end(task);
            assertThat(details(fixture, task))
                    .containsExactly(
                            state(TaskState.QUEUED, 0),
                            state(TaskState.RUNNING, 1),
                            new TaskEvent.Progressed(new Progress(1, 2, "half")),
                            new TaskEvent.PartEmitted("section", text.encode("first")),
                            new TaskEvent.PartEmitted("section", text.encode("second")),
                            new TaskEvent.Progressed(new Progress(2, 2, "whole")),
                            state(TaskState.SUCCEEDED, 1));
            assertThat(fixture.manager.events(task.id(), 3).get(0).detail())
                    .isInstanceOfSatisfying(
                            TaskEvent.PartEmitted.class,
                            part -> assertThat(part.part(text)).isEqualTo("first"));
        });
    }

    @Test
    default void retries_and_start_times_are_told() throws Exception {
        open(harness(), fixture -> {
            Instant start = fixture.clock.now();
            Task<String> task = fixture.submit(
                    context -> {
                        if (context.attempt() == 1) {
                            throw RetryLaterException.snooze("quota", start.plusSeconds(20));
                        }
                        return "done";
                    },
                    TaskOptions.builder().startAt(start.plusSeconds(10)).build());
            fixture.clock.advance(Duration.ofSeconds(10));
            fixture.awaitRetryWait(task);
            fixture.clock.advance(Duration.ofSeconds(10));
            fixture.end(task);
            assertThat(details(fixture, task))
                    .containsExactly(
                            state(TaskState.SCHEDULED, 0),
                            state(TaskState.QUEUED, 0),
                            state(TaskState.RUNNING, 1),
                            state(TaskState.RETRY_WAIT, 1),
                            state(TaskState.QUEUED, 1),
                            state(TaskState.RUNNING, 2),
                            state(TaskState.SUCCEEDED, 2));
            assertThat(fixture.manager.events(task.id(), 0).stream().map(TaskEvent::at))
                    .isEqualTo(LongStream.of(0, 10, 10, 10, 20, 20, 20)
                            .mapToObj(start::plusSeconds)
                            .toList());
        });
    }

    @Test
    default void events_can_be_read_from_any_number_on() throws Exception {
        open(harness(), fixture -> {
            Task<String> task = fixture.submit(context -> {
                for (int i = 1; i <= 20; i++) {
                    context.progress(i, 20, "step");
                }
                return "done";
            });
            fixture.end(task);
            List<TaskEvent> all = fixture.manager.events(task.id(), 0);
            assertThat(all.stream().map(TaskEvent::sequence))
                    .isEqualTo(LongStream.rangeClosed(1, 23).boxed().toList());
            for (int after = 0; after <= 23; after++) {
                assertThat(fixture.manager.events(task.id(), after)).isEqualTo(all.subList(after, 23));
            }
            assertThat(fixture.manager.events(task.id(), 100)).isEmpty();
            assertThat(fixture.manager.awaitEvents(task.id(), 20, Duration.ofDays(1)))
                    .isEqualTo(all.subList(20, 23));
            assertThat(fixture.manager.awaitEvents(task.id(), 23, Duration.ofDays(1)))
                    .as("a task that has ended tells no more")
                    .isEmpty();
        });
    }

    @Test
    default void events_of_several_threads_of_a_handler_are_numbered_without_gaps() throws Exception {
        open(harness(), fixture -> {
            Task<String> task = fixture.submit(context -> {
                List<Future<Boolean>> threads = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    int thread = t;
                    threads.add(fixture.inThread(() -> {
                        for (int i = 1; i <= 100; i++) {
                            context.progress(i, 100, "thread " + thread);
                        }
                        return true;
                    }));
                }
                for (Future<Boolean> thread : threads) {
                    fixture.get(thread, "a thread of the handler");
                }
                return "done";
            });
            fixture.end(task);
            List<TaskEvent> all = fixture.manager.events(task.id(), 0);
            assertThat(all.stream().map(TaskEvent::sequence))
                    .isEqualTo(LongStream.rangeClosed(1, 403).boxed().toList());
            for (int t = 0; t < 4; t++) {
                String thread = "thread " + t;
                assertThat(all.stream()
                                .filter(event -> event.detail() instanceof TaskEvent.Progressed progressed
                                        && progressed.progress().message().equals(thread))
                                .map(event -> ((TaskEvent.Progressed) event.detail())
                                        .progress()
                                        .done()))
                        .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
            }
        });
    }

    @Test
    default void a_reader_that_follows_a_task_sees_every_event_once() throws Exception {
        open(harness(), fixture -> {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.pass();
                for (int i = 1; i <= 500; i++) {
                    context.progress(i, 500, "");
                }
                return "done";
            });
            Future<List<TaskEvent>> reader = fixture.inThread(() -> follow(fixture, task.id()));
            gate.awaitArrival();
            gate.open();
            assertThat(fixture.get(reader, "the reader")).isEqualTo(fixture.manager.events(task.id(), 0));
            assertThat(fixture.get(reader, "the reader")).hasSize(503);
        });
    }

    private static List<TaskEvent> follow(TaskFixture fixture, TaskId id) throws InterruptedException {
        List<TaskEvent> seen = new ArrayList<>();
        boolean more = true;
        while (more) {
            List<TaskEvent> next = fixture.manager.awaitEvents(id, seen.size(), Duration.ofDays(1));
            seen.addAll(next);
            more = !next.isEmpty()
                    && !(seen.get(seen.size() - 1).detail() instanceof TaskEvent.StateChanged(TaskState state, int n)
                            && state.isTerminal());
        }
        return seen;
    }

    @Test
    default void waiting_for_events_ends_with_the_next_event_or_when_the_time_is_up() throws Exception {
        open(harness(), fixture -> {
            Gate first = fixture.gate();
            Gate second = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                first.pass();
                context.progress(1, 2, "half");
                second.pass();
                return "done";
            });
            first.awaitArrival();
            Future<List<TaskEvent>> tooShort =
                    fixture.inThread(() -> fixture.manager.awaitEvents(task.id(), 2, Duration.ofSeconds(10)));
            assertThat(fixture.advanceUntilDone(tooShort, Duration.ofSeconds(1)))
                    .isEmpty();
            Future<List<TaskEvent>> waiting =
                    fixture.inThread(() -> fixture.manager.awaitEvents(task.id(), 2, Duration.ofDays(1)));
            first.open();
            assertThat(fixture.get(waiting, "the next event"))
                    .extracting(TaskEvent::detail)
                    .containsExactly(new TaskEvent.Progressed(new Progress(1, 2, "half")));
            second.awaitArrival();
            Future<List<TaskEvent>> end =
                    fixture.inThread(() -> fixture.manager.awaitEvents(task.id(), 3, Duration.ofDays(1)));
            task.cancel("not needed");
            assertThat(fixture.get(end, "the last event"))
                    .extracting(TaskEvent::detail)
                    .containsExactly(state(TaskState.CANCELLED, 1));
        });
    }

    @Test
    default void nothing_comes_after_the_terminal_event() throws Exception {
        open(harness(), fixture -> {
            Gate gate = fixture.gate();
            Task<String> task = fixture.submit(context -> {
                gate.passUninterruptibly();
                context.progress(1, 1, "too late");
                context.emit("part", "too late", Codec.json(String.class));
                return "too late";
            });
            gate.awaitArrival();
            task.cancel("not needed");
            List<TaskEvent> before = fixture.manager.events(task.id(), 0);
            gate.open();
            fixture.awaitIdle();
            fixture.drainQueue();
            assertThat(fixture.manager.events(task.id(), 0)).isEqualTo(before);
            assertThat(before.get(before.size() - 1).detail()).isEqualTo(state(TaskState.CANCELLED, 1));
            assertThat(fixture.status(task).progress()).isEmpty();
        });
    }

    @Test
    default void events_can_be_read_again_and_by_several_readers() throws Exception {
        open(harness(), fixture -> {
            Task<String> one = fixture.submit(context -> "one");
            Task<String> two = fixture.submit(context -> "two");
            fixture.end(one);
            fixture.end(two);
            List<TaskEvent> events = fixture.manager.events(one.id(), 0);
            assertThat(fixture.manager.events(one.id(), 0)).isEqualTo(events).hasSize(3);
            assertThat(events).allMatch(event -> event.task().equals(one.id()));
            assertThat(fixture.manager.events(two.id(), 0))
                    .allMatch(event -> event.task().equals(two.id()));
        });
    }

    @Test
    default void there_are_no_events_of_an_unknown_task() throws Exception {
        open(harness(), fixture -> {
            TaskId unknown = new TaskId(1, 2);
            assertThat(fixture.manager.events(unknown, 0)).isEmpty();
            assertThat(fixture.manager.awaitEvents(unknown, 0, Duration.ofDays(1)))
                    .isEmpty();
        });
    }

    @Test
    default void a_part_is_kept_as_it_was_when_it_was_handed_out() throws Exception {
        open(harness(), fixture -> {
            byte[] large = new byte[100_000];
            Arrays.fill(large, (byte) 7);
            Codec<byte[]> bytes = Codec.json(byte[].class);
            Task<String> task = fixture.submit(context -> {
                context.emit("large", large, bytes);
                Arrays.fill(large, (byte) 8);
                return "done";
            });
            fixture.end(task);
            byte[] expected = new byte[100_000];
            Arrays.fill(expected, (byte) 7);
            assertThat(fixture.manager.events(task.id(), 2).get(0).detail())
                    .isInstanceOfSatisfying(
                            TaskEvent.PartEmitted.class,
                            part -> assertThat(part.part(bytes)).isEqualTo(expected));
        });
    }
}
