package io.aiprism.examples.cli;

import io.aiprism.checklist.Checklist;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.finding.Severity;
import io.aiprism.report.Report;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A document that is being reviewed, and what is to come of it.
 *
 * @param input the document
 * @param review its review
 * @param targets where results go
 * @param checklist what is looked for
 * @param style what is written into a Word copy
 * @param failOn findings of this severity or above make the command fail
 */
record Job(
        Input input,
        Review review,
        Outputs.Targets targets,
        Checklist checklist,
        WordCopy.Style style,
        Optional<Severity> failOn) {
    /** Prints the result and writes its files. */
    void tell(ReviewResult result, PrintStream out, Terminal terminal) throws CliException {
        new Summary(review.document(), result, out, terminal).print();
        if (targets.word().isPresent()) {
            Path target = targets.word().get();
            AnnotationResult copy =
                    new WordCopy(input.source(), target, style).write(result.findings(), result.finishedAt());
            Summary.print(copy, target, out);
        }
        ReportFiles.write(Report.of(review.document(), checklist, result), targets, out);
    }

    /** Whether the result has findings with which the command fails. */
    boolean failing(ReviewResult result) {
        return failOn.isPresent()
                && result.findings().stream()
                        .anyMatch(finding -> finding.severity().atLeast(failOn.get()));
    }
}
