package io.aiprism.examples.embedded;

import io.aiprism.Prism;
import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.docx.FindingComments;
import io.aiprism.finding.Finding;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.nio.file.Path;
import java.util.List;

/** Reviews a Word document, prints the findings, and writes a copy that has them as comments: {@code Embedded IN OUT}. */
public final class Embedded {
    private Embedded() {}

    /** Reviews the document named first, and writes the copy to the file named second. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Document document = DocumentReaders.installed().read(file);
        try (TaskManager tasks = TaskManagers.named("virtual-threads", TaskManagerConfig.DEFAULT);
                Prism prism =
                        Prism.builder(tasks).analyzer(new StructureAnalyzer()).build()) {
            ReviewResult result =
                    prism.review(document, Checklist.builtIn("general-report")).await();
            for (Finding finding : result.findings()) {
                System.out.println(finding.severity() + " " + finding.title() + ": " + finding.quote());
            }
            List<DocxComment> comments =
                    FindingComments.by("Prism", result.finishedAt()).of(result.findings());
            new DocxAnnotator().annotate(DocumentSource.of(file), comments, Path.of(args[1]));
        }
    }
}
