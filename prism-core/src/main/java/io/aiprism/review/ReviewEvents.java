package io.aiprism.review;

import io.aiprism.task.GroupId;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskEvent;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of a review's tasks as one sequence. What was read of each task stands in the cursor, so nothing is kept
 * here. State changes wake a reader at once; other events are looked for a few times a second, as no listener tells of them.
 */
final class ReviewEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewEvents.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final TaskManager tasks;
    private final GroupId id;
    private final List<Member> members;

    ReviewEvents(TaskManager tasks, GroupId id, List<Member> members) {
        this.tasks = tasks;
        this.id = id;
        this.members = members;
    }

    List<ReviewEvent> read(ReviewCursor after) {
        Comparator<Unread> byTime = Comparator.comparing(unread -> unread.next().at());
        var unread = new PriorityQueue<>(byTime.thenComparingInt(Unread::member));
        for (int i = 0; i < members.size(); i++) {
            List<TaskEvent> events = tasks.events(members.get(i).task(), after.read(i));
            if (!events.isEmpty()) {
                unread.add(new Unread(i, new ArrayDeque<>(events)));
            }
        }
        List<ReviewEvent> merged = new ArrayList<>();
        ReviewCursor cursor = after;
        while (!unread.isEmpty()) {
            Unread first = unread.remove();
            TaskEvent event = first.events().removeFirst();
            cursor = cursor.with(first.member(), event.sequence());
            Member member = members.get(first.member());
            merged.add(new ReviewEvent(id, cursor, member.sectionId(), member.analyzer(), event));
            if (!first.events().isEmpty()) {
                unread.add(first);
            }
        }
        return merged;
    }

    List<ReviewEvent> await(ReviewCursor after, Duration atMost) throws InterruptedException {
        var changed = new Semaphore(0);
        Registration listening = listenTo(changed);
        try (listening) {
            return await(after, atMost, changed);
        }
    }

    Registration listen(ReviewCursor after, ReviewListener listener) {
        List<ReviewEvent> begun = read(after);
        Thread thread = Thread.ofVirtual().name("prism-review-events").start(() -> {
            var changed = new Semaphore(0);
            Registration listening = listenTo(changed);
            try (listening) {
                List<ReviewEvent> events = begun;
                ReviewCursor cursor = after;
                do {
                    for (ReviewEvent event : events) {
                        tell(listener, event);
                        cursor = event.cursor();
                    }
                    events = await(cursor, Duration.ofHours(1), changed);
                } while (!events.isEmpty() || !ended());
            } catch (InterruptedException e) {
                LOG.debug("a listener of review {} was taken away", id);
            } catch (RuntimeException e) {
                LOG.warn("the events of review {} cannot be read any more", id, e);
            }
        });
        return thread::interrupt;
    }

    private List<ReviewEvent> await(ReviewCursor after, Duration atMost, Semaphore changed)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            changed.drainPermits();
            boolean ended = ended();
            List<ReviewEvent> events = read(after);
            long left = end - System.nanoTime();
            if (!events.isEmpty() || ended || left <= 0) {
                return events;
            }
            boolean woken = changed.tryAcquire(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
            LOG.trace("looking for events of review {} again (woken: {})", id, woken);
        }
    }

    private Registration listenTo(Semaphore changed) {
        return tasks.listen(status -> {
            if (status.group().equals(Optional.of(id))) {
                changed.release();
            }
        });
    }

    private boolean ended() {
        return Review.states(tasks, id, members).stream().allMatch(TaskState::isTerminal);
    }

    private static void tell(ReviewListener listener, ReviewEvent event) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener of review {} failed at event {}", event.review(), event.sequence(), e);
        }
    }

    /** The events of one member that were not handed out yet; never empty while in the queue. */
    private record Unread(int member, Deque<TaskEvent> events) {
        TaskEvent next() {
            return events.getFirst();
        }
    }
}
