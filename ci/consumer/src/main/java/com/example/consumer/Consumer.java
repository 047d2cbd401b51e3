package com.example.consumer;

import io.aiprism.Prism;
import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.review.ReviewResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.nio.charset.StandardCharsets;

/** Uses Prism as somebody would who has only its published modules. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws Exception {
        byte[] text = "The pump stopped at noon. Cause: TBD.".getBytes(StandardCharsets.UTF_8);
        Document document =
                DocumentReaders.installed().read(DocumentSource.of("note.txt", text), ReadOptions.DEFAULT);
        try (TaskManager tasks = TaskManagers.named("virtual-threads", TaskManagerConfig.DEFAULT);
                Prism prism = Prism.builder(tasks).analyzer(new StructureAnalyzer()).build()) {
            ReviewResult result =
                    prism.review(document, Checklist.builtIn("general-report")).await();
            if (result.findings().stream().noneMatch(finding -> finding.quote().equals("TBD"))) {
                throw new AssertionError("the placeholder was not found: " + result.findings());
            }
            String where = Consumer.class.getModule().isNamed() ? "module path" : "class path";
            System.out.printf("on the %s: %d findings%n", where, result.findings().size());
        }
    }
}
