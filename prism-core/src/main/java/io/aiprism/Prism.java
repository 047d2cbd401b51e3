package io.aiprism;

import static java.util.Objects.requireNonNull;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.finding.FindingPolicies;
import io.aiprism.finding.FindingPolicy;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.Reviews;
import io.aiprism.task.GroupId;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reviews documents. Thread-safe. A task manager can have one at a time: building it registers the handlers that do the work.
 *
 * <p>Closing takes these handlers away and nothing else; the task manager stays open and is its owner's to close. Analyses that
 * are still queued then fail, so close the task manager first, or wait for the reviews.
 */
public final class Prism implements AutoCloseable {
    private final Reviews reviews;
    private final TaskOptions defaults;

    private Prism(Reviews reviews, TaskOptions defaults) {
        this.reviews = reviews;
        this.defaults = defaults;
    }

    /**
     * Begins a Prism.
     *
     * @param tasks runs the analyses; not closed
     */
    public static Builder builder(TaskManager tasks) {
        return new Builder(tasks);
    }

    /** The analyzers that take part in every review. */
    public Analyzers analyzers() {
        return reviews.analyzers();
    }

    /** Starts a review with the task options that this Prism was built with. */
    public Review review(Document document, Checklist checklist) {
        return reviews.start(document, checklist, Optional.empty(), defaults);
    }

    /**
     * Starts a review and returns at once.
     *
     * @param options of each analysis, for example its tenant; what they leave out is taken from those that this Prism was
     *     built with
     * @throws IllegalArgumentException if the document has no text, or the options have an idempotency key
     * @throws io.aiprism.task.TaskRejectedException if the task manager does not accept it; nothing is recorded then
     */
    public Review review(Document document, Checklist checklist, TaskOptions options) {
        return reviews.start(document, checklist, Optional.empty(), options.orElse(defaults));
    }

    /** Starts a review that analyses only what has changed, with the task options that this Prism was built with. */
    public Review reviewAgain(ReviewResult previous, Document document, Checklist checklist) {
        return reviews.start(document, checklist, Optional.of(previous), defaults);
    }

    /**
     * Starts a review that analyses only what has changed since an earlier one, and returns at once. An analysis is taken over,
     * and its findings point into this version of the document, if it looked at everything then, and now the analyzer with its
     * version, the checklist, the section's content, the headings above it and the titles of the sections before and after it
     * are the same; that of a document as a whole if all sections are. {@link ReviewResult#reused()} says how many were. Decisions
     * are carried over with {@code Decisions.carriedTo}.
     *
     * @param previous what came of the earlier review, of an earlier version of the document or this one
     * @param options of each analysis; what they leave out is taken from those that this Prism was built with
     * @throws IllegalArgumentException if the document has no text, or the options have an idempotency key
     * @throws io.aiprism.task.TaskRejectedException if the task manager does not accept it; nothing is recorded then
     */
    public Review reviewAgain(ReviewResult previous, Document document, Checklist checklist, TaskOptions options) {
        return reviews.start(document, checklist, Optional.of(previous), options.orElse(defaults));
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
        return reviews.find(id, document);
    }

    /** Takes the handlers away from the task manager, and closes nothing. */
    @Override
    public void close() {
        reviews.close();
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final TaskManager tasks;
        private final List<Analyzer> analyzers = new ArrayList<>();
        private final List<FindingPolicy> policies = new ArrayList<>();
        private TaskOptions taskOptions = TaskOptions.DEFAULT;
        private boolean submitOnly;

        private Builder(TaskManager tasks) {
            this.tasks = requireNonNull(tasks, "tasks");
        }

        /** Adds an analyzer, which takes part in every review. */
        public Builder analyzer(Analyzer analyzer) {
            analyzers.add(requireNonNull(analyzer, "analyzer"));
            return this;
        }

        /**
         * Adds a policy, which is applied to the findings of every review after those that were added before. Without any,
         * every finding is shown.
         */
        public Builder policy(FindingPolicy policy) {
            policies.add(requireNonNull(policy, "policy"));
            return this;
        }

        /** What each analysis is run with. Defaults to {@link TaskOptions#DEFAULT}. */
        public Builder taskOptions(TaskOptions taskOptions) {
            this.taskOptions = requireNonNull(taskOptions, "taskOptions");
            return this;
        }

        /**
         * Leaves all analyses to other processes that share the tasks: no handlers are registered here. Of the analyzers only
         * their names and scopes are used, and a Prism that only finds reviews needs none. Needs a task manager with
         * {@link io.aiprism.task.Capability#CLUSTERED}.
         */
        public Builder submitOnly() {
            this.submitOnly = true;
            return this;
        }

        /**
         * Registers the handlers and gives the Prism.
         *
         * @throws IllegalArgumentException if no analyzer was added and it is not to submit only, or two have one name, or one
         *     is called {@code user}
         * @throws IllegalStateException if the task manager has a Prism already
         * @throws io.aiprism.task.UnsupportedCapabilityException if it is to submit only, and the task manager's tasks are not
         *     shared
         */
        public Prism build() {
            if (analyzers.isEmpty() && !submitOnly) {
                throw new IllegalArgumentException("no analyzer was added; installed are: %s"
                        .formatted(Analyzers.installed().names()));
            }
            Analyzers all = Analyzers.of(analyzers);
            FindingPolicies applied = FindingPolicies.of(policies);
            return new Prism(
                    submitOnly ? Reviews.submit(tasks, all, applied) : Reviews.run(tasks, all, applied), taskOptions);
        }
    }
}
