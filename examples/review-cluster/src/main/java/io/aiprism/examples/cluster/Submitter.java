package io.aiprism.examples.cluster;

import io.aiprism.Prism;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.finding.Finding;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import java.nio.file.Path;

/** Submits a document, which the workers review, and prints what they have found. Any other process could do so by the id. */
final class Submitter {
    private Submitter() {}

    static void run(Path file) throws Exception {
        Document document = DocumentReaders.installed().read(file);
        try (Tasks tasks = Tasks.open(1);
                Prism prism = Prism.builder(tasks.manager())
                        .analyzer(new Placeholders("submitter"))
                        .submitOnly()
                        .build()) {
            Review review = prism.review(document, Checklist.builtIn("general-report"));
            System.out.println("review " + review.id());
            ReviewResult result = review.await();
            for (Finding finding : result.findings()) {
                System.out.println(finding.severity() + " " + finding.title() + ": " + finding.quote());
            }
            System.out.printf(
                    "%s: %d of %d sections analysed%n",
                    document.name(),
                    result.sections().size() - result.unfinished().size(),
                    result.sections().size());
        }
    }
}
