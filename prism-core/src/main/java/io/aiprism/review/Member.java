package io.aiprism.review;

import io.aiprism.analysis.AnalysisResult;
import io.aiprism.task.TaskId;
import io.aiprism.task.TaskType;
import java.util.Map;
import java.util.Optional;

/**
 * One analysis of a review, as its task's labels tell it.
 *
 * @param task the task's id
 * @param labels as submitted
 */
record Member(TaskId task, Map<String, String> labels) {
    String analyzer() {
        return label(ReviewTasks.ANALYZER);
    }

    /** The section; empty for the document as a whole. */
    Optional<String> sectionId() {
        return Optional.ofNullable(labels.get(ReviewTasks.SECTION_ID));
    }

    AnalysisInput input() {
        return AnalysisInput.parse(label(ReviewTasks.INPUT));
    }

    /** Whether it takes over what an earlier review has found. */
    boolean reused() {
        return labels.containsKey(ReviewTasks.REUSED_FROM);
    }

    TaskType<?, AnalysisResult> type() {
        if (reused()) {
            return ReviewTasks.REUSED;
        }
        return sectionId().isPresent() ? ReviewTasks.section(analyzer()) : ReviewTasks.document(analyzer());
    }

    /** A label that every task of a review has. */
    String label(String name) {
        String value = labels.get(name);
        if (value == null) {
            throw new IllegalStateException("task %s of a review lacks the label %s".formatted(task, name));
        }
        return value;
    }
}
