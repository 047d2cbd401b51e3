import org.jspecify.annotations.NullMarked;

/** Reviews documents: documents and sections, findings, tasks, models, reviews and reports. */
@NullMarked
module io.aiprism.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires org.slf4j;

    exports io.aiprism;
    exports io.aiprism.analysis;
    exports io.aiprism.analysis.model;
    exports io.aiprism.analysis.structure;
    exports io.aiprism.chat;
    exports io.aiprism.checklist;
    exports io.aiprism.document;
    exports io.aiprism.finding;
    exports io.aiprism.model;
    exports io.aiprism.model.structured;
    exports io.aiprism.report;
    exports io.aiprism.review;
    exports io.aiprism.task;
    exports io.aiprism.task.engine;
    exports io.aiprism.task.inprocess;
    exports io.aiprism.task.routing;
    exports io.aiprism.task.spi;

    // Recorded answers are written as JSON.
    opens io.aiprism.analysis.model to
            com.fasterxml.jackson.databind;

    uses com.fasterxml.jackson.core.JsonFactory;
    uses io.aiprism.analysis.Analyzer;
    uses io.aiprism.document.DocumentReader;
    uses io.aiprism.task.spi.TaskExecutorProvider;

    provides io.aiprism.analysis.Analyzer with
            io.aiprism.analysis.structure.StructureAnalyzer;
    provides io.aiprism.document.DocumentReader with
            io.aiprism.document.PlainTextReader;
}
