package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.task.Capability;
import io.aiprism.task.GroupId;
import io.aiprism.task.GroupStatus;
import io.aiprism.task.Registration;
import io.aiprism.task.TaskGroup;
import io.aiprism.task.TaskLookup;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskQuery;
import io.aiprism.task.TaskRequest;
import io.aiprism.task.TaskStatus;
import io.aiprism.task.UnsupportedCapabilityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Starts reviews on a task manager, and finds those that were started. Thread-safe. Applications use it through
 * {@code io.aiprism.Prism}.
 */
public final class Reviews implements AutoCloseable {
    private final TaskManager tasks;
    private final Analyzers analyzers;
    private final FindingPolicies policies;
    private final List<Registration> registrations = new ArrayList<>();

    private Reviews(TaskManager tasks, Analyzers analyzers, FindingPolicies policies) {
        this.tasks = requireNonNull(tasks, "tasks");
        this.analyzers = requireNonNull(analyzers, "analyzers");
        this.policies = requireNonNull(policies, "policies");
        if (analyzers.names().contains(Decisions.USER)) {
            throw new IllegalArgumentException(
                    "no analyzer can have the name '%s', under which findings that users add are kept"
                            .formatted(Decisions.USER));
        }
    }

    /**
     * Reviews whose analyses this process runs: registers the handlers of {@link ReviewTasks} with a task manager.
     *
     * @param tasks runs the analyses; not closed
     * @param analyzers take part in every review; at least one
     * @param policies are applied to the findings of every review
     * @throws IllegalArgumentException if there are no analyzers, or one has the name {@link Decisions#USER}
     * @throws IllegalStateException if the task manager has these handlers already
     */
    public static Reviews run(TaskManager tasks, Analyzers analyzers, FindingPolicies policies) {
        requireAny(analyzers);
        var reviews = new Reviews(tasks, analyzers, policies);
        try {
            reviews.registrations.add(tasks.register(ReviewTasks.REUSED, (result, context) -> result));
            for (Analyzer analyzer : analyzers.all()) {
                reviews.registrations.add(new AnalysisHandler(analyzer).register(tasks));
            }
        } catch (RuntimeException e) {
            reviews.close();
            throw e;
        }
        return reviews;
    }

    /**
     * Reviews whose analyses other processes run, which share the task manager's tasks and have the analyzers: registers no
     * handlers.
     *
     * @param tasks keeps the analyses; not closed
     * @param analyzers take part in every review that is started here, by their names and scopes alone; none if reviews are
     *     only found
     * @param policies are applied to the findings of every review
     * @throws IllegalArgumentException if an analyzer has the name {@link Decisions#USER}
     * @throws UnsupportedCapabilityException if no other process can share the tasks
     */
    public static Reviews submit(TaskManager tasks, Analyzers analyzers, FindingPolicies policies) {
        if (!tasks.capabilities().contains(Capability.CLUSTERED)) {
            throw new UnsupportedCapabilityException(
                    Capability.CLUSTERED,
                    "task manager %s does not share its tasks with other processes, so that nobody would run the analyses"
                            .formatted(tasks.name()));
        }
        return new Reviews(tasks, analyzers, policies);
    }

    /** The analyzers that take part in every review. */
    public Analyzers analyzers() {
        return analyzers;
    }

    /**
     * Starts a review: one task for each section and each analyzer that looks at sections, and one for each analyzer that
     * looks at the document as a whole. Returns at once.
     *
     * @param previous an earlier review, of whatever document: an analysis that would be given the same as one of that review
     *     was given takes over what was found there, if that looked at everything. Empty to analyse everything
     * @param options of each task; its labels are kept beside those of {@link ReviewTasks}
     * @throws IllegalArgumentException if the document has no text, there are no analyzers, or the options have an idempotency
     *     key
     * @throws io.aiprism.task.TaskRejectedException if the tasks are not accepted; nothing is recorded then
     */
    public Review start(Document document, Checklist checklist, Optional<ReviewResult> previous, TaskOptions options) {
        requireAny(analyzers);
        if (document.blocks().isEmpty()) {
            throw new IllegalArgumentException("%s has no text to review".formatted(document.name()));
        }
        options.idempotencyKey().ifPresent(key -> {
            throw new IllegalArgumentException(
                    "the tasks of a review share their options, so these cannot have an idempotency key, was '%s'"
                            .formatted(key));
        });
        List<TaskRequest<?, ?>> requests =
                new Plan(document, checklist, previous.map(Earlier::new), options).requests(analyzers);
        TaskGroup group = tasks.submitGroup(requests, Optional.empty());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            members.add(
                    new Member(group.members().get(i), requests.get(i).options().labels()));
        }
        Instant startedAt = group.members().stream()
                .map(task -> submittedAt(tasks.find(task)))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Review(tasks, document, group.id(), members, startedAt, policies);
    }

    /**
     * Finds a review again, also after a restart or in another process where the executor keeps its tasks.
     *
     * @param id {@link Review#id()}
     * @param document the document that it reviews
     * @return empty if nothing is known of the review, or the results of some of its analyses are no longer kept
     * @throws IllegalArgumentException if it reviews another document or another version of it
     */
    public Optional<Review> find(GroupId id, Document document) {
        Optional<GroupStatus> group = tasks.group(id);
        List<TaskStatus> members = group.isEmpty() ? List.of() : tasks.list(TaskQuery.ofGroup(id));
        if (members.isEmpty() || members.size() < group.get().total()) {
            return Optional.empty();
        }
        String hash = members.getFirst().labels().getOrDefault(ReviewTasks.DOCUMENT_HASH, "unknown");
        if (!hash.equals(document.hash())) {
            throw new IllegalArgumentException("review %s is of a document with hash %s, but %s has hash %s"
                    .formatted(id, hash, document.name(), document.hash()));
        }
        return Optional.of(new Review(
                tasks,
                document,
                id,
                members.stream()
                        .map(status -> new Member(status.id(), status.labels()))
                        .toList(),
                members.stream()
                        .map(TaskStatus::submittedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                policies));
    }

    /** Takes the handlers away from the task manager: what is still queued will fail there. Closes nothing else. */
    @Override
    public void close() {
        registrations.forEach(Registration::close);
        registrations.clear();
    }

    private static void requireAny(Analyzers analyzers) {
        if (analyzers.all().isEmpty()) {
            throw new IllegalArgumentException("a review needs at least one analyzer");
        }
    }

    /** Of a task that was just accepted; a store that has dropped it already tells at least when it ended. */
    private static Instant submittedAt(TaskLookup lookup) {
        return switch (lookup) {
            case TaskLookup.Found found -> found.status().submittedAt();
            case TaskLookup.Expired expired -> expired.finishedAt();
            case TaskLookup.Unknown unknown ->
                throw new IllegalStateException(
                        "the task manager does not know task %s, which it just accepted".formatted(unknown.id()));
        };
    }
}
