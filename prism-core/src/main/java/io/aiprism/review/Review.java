package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.Document;
import io.aiprism.finding.FilteredFindings;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.task.CancelResult;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A review that was started. Thread-safe. Everything it says is read from the task manager, so a review that is found again by
 * its id says the same; dropping this object ends nothing.
 */
public final class Review {
    private static final Duration LONG = Duration.ofHours(1);

    private final TaskManager tasks;
    private final Document document;
    private final GroupId id;
    private final List<Member> members;
    private final Instant startedAt;
    private final FindingPolicies policies;
    private final ReviewEvents events;

    Review(
            TaskManager tasks,
            Document document,
            GroupId id,
            List<Member> members,
            Instant startedAt,
            FindingPolicies policies) {
        this.tasks = requireNonNull(tasks, "tasks");
        this.document = requireNonNull(document, "document");
        this.id = requireNonNull(id, "id");
        // The order must be the same whenever the review is found again, for cursors count by it.
        this.members =
                members.stream().sorted(Comparator.comparing(Member::task)).toList();
        this.startedAt = requireNonNull(startedAt, "startedAt");
        this.policies = requireNonNull(policies, "policies");
        this.events = new ReviewEvents(tasks, id, this.members);
    }

    /** The review's id, with which it can be found again; as unguessable as a task's. */
    public GroupId id() {
        return id;
    }

    /** The document that is reviewed. */
    public Document document() {
        return document;
    }

    /** When it was submitted. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How far it is. */
    public ReviewProgress progress() {
        int queued = 0;
        int running = 0;
        int succeeded = 0;
        int failed = 0;
        int cancelled = 0;
        for (TaskState state : states()) {
            switch (state) {
                case SUCCEEDED -> succeeded++;
                case FAILED, TIMED_OUT -> failed++;
                case CANCELLED -> cancelled++;
                case SCHEDULED, QUEUED, RETRY_WAIT -> queued++;
                case RUNNING -> running++;
            }
        }
        return new ReviewProgress(members.size(), queued, running, succeeded, failed, cancelled);
    }

    /**
     * The analyses that have ended so far, those of the document first, then in document order. The ids of findings are final
     * only in the {@link #result()}, and policies are applied only there.
     */
    public List<SectionResult> ended() {
        return outcomes().rows();
    }

    /** What came of it, with the policies of the Prism that started or found it applied; empty if it has not ended. */
    public Optional<ReviewResult> result() {
        if (!progress().finished()) {
            return Optional.empty();
        }
        Outcomes outcomes = outcomes();
        FilteredFindings shown = policies.apply(outcomes.findings());
        Member any = members.getFirst();
        return Optional.of(new ReviewResult(
                id,
                document.name(),
                document.hash(),
                any.label(ReviewTasks.CHECKLIST),
                any.label(ReviewTasks.CHECKLIST_VERSION),
                outcomes.ofSections(),
                outcomes.ofDocument(),
                shown.findings(),
                shown.report(),
                outcomes.reused(),
                startedAt,
                finishedAt()));
    }

    /**
     * Waits for the end. Every analysis has a deadline, which bounds it.
     *
     * @throws InterruptedException if the calling thread is interrupted; the review goes on
     */
    public ReviewResult await() throws InterruptedException {
        Optional<ReviewResult> result;
        do {
            result = await(LONG);
        } while (result.isEmpty());
        return result.get();
    }

    /**
     * Waits for the end.
     *
     * @return empty if it did not end in time; it goes on
     * @throws InterruptedException if the calling thread is interrupted; the review goes on
     */
    public Optional<ReviewResult> await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        List<TaskState> states = states();
        for (int i = 0; i < members.size(); i++) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!states.get(i).isTerminal()
                    && !stateOf(tasks.await(members.get(i).task(), left)).isTerminal()) {
                return Optional.empty();
            }
        }
        return result();
    }

    /**
     * Cancels what has not ended: first what has not begun, then what is running. Doing so again changes nothing.
     *
     * @param reason for people; part of each {@link SectionResult.Cancelled}
     * @return how many analyses were cancelled by this call
     */
    public int cancel(String reason) {
        requireNonNull(reason, "reason");
        return cancel(reason, false) + cancel(reason, true);
    }

    /**
     * The events since the cursor that are there already.
     *
     * @param after {@link ReviewCursor#START} for all
     * @return empty if there are none
     * @throws io.aiprism.task.UnsupportedCapabilityException if the task manager keeps no events
     */
    public List<ReviewEvent> events(ReviewCursor after) {
        return events.read(after);
    }

    /**
     * The events since the cursor, after waiting until there is at least one. Returns early if the review has ended.
     *
     * @param after {@link ReviewCursor#START} for all
     * @param atMost how long to wait
     * @throws io.aiprism.task.UnsupportedCapabilityException if the task manager keeps no events
     * @throws InterruptedException if the calling thread is interrupted
     */
    public List<ReviewEvent> awaitEvents(ReviewCursor after, Duration atMost) throws InterruptedException {
        return events.await(after, atMost);
    }

    /**
     * Tells a listener every event since the cursor and to come, on a virtual thread, until the review has ended.
     *
     * @param after {@link ReviewCursor#START} for all
     * @return ends it earlier
     * @throws io.aiprism.task.UnsupportedCapabilityException if the task manager keeps no events
     */
    public Registration listen(ReviewCursor after, ReviewListener listener) {
        return events.listen(after, listener);
    }

    private List<TaskState> states() {
        return states(tasks, id, members);
    }

    /** Where each analysis is: by one question where each would go to a database, else by the cheapest one for each. */
    static List<TaskState> states(TaskManager tasks, GroupId id, List<Member> members) {
        Map<TaskId, TaskState> listed = new HashMap<>();
        if (tasks.capabilities().contains(Capability.DURABLE)) {
            tasks.list(TaskQuery.ofGroup(id)).forEach(status -> listed.put(status.id(), status.state()));
        }
        return members.stream()
                .map(Member::task)
                .map(task -> listed.containsKey(task) ? listed.get(task) : stateOf(tasks.find(task)))
                .toList();
    }

    private Outcomes outcomes() {
        return new Outcomes(tasks, document, members);
    }

    private Instant finishedAt() {
        return members.stream()
                .flatMap(member -> finishedAt(tasks.find(member.task())).stream())
                .max(Comparator.naturalOrder())
                .orElse(startedAt);
    }

    private static Optional<Instant> finishedAt(TaskLookup lookup) {
        return switch (lookup) {
            case TaskLookup.Found found -> found.status().finishedAt();
            case TaskLookup.Expired expired -> Optional.of(expired.finishedAt());
            case TaskLookup.Unknown unknown -> Optional.empty();
        };
    }

    private int cancel(String reason, boolean running) {
        int cancelled = 0;
        for (Member member : members) {
            TaskState state = stateOf(tasks.find(member.task()));
            if (!state.isTerminal() && (running || state != TaskState.RUNNING)) {
                CancelResult result = tasks.cancel(member.task(), reason);
                cancelled +=
                        result == CancelResult.CANCELLED_BEFORE_START || result == CancelResult.CANCELLED_WHILE_RUNNING
                                ? 1
                                : 0;
            }
        }
        return cancelled;
    }

    /** A task of which nothing is left counts as failed: its result cannot be had any more. */
    static TaskState stateOf(TaskLookup lookup) {
        return switch (lookup) {
            case TaskLookup.Found found -> found.status().state();
            case TaskLookup.Expired expired -> TaskState.FAILED;
            case TaskLookup.Unknown unknown -> TaskState.FAILED;
        };
    }
}
