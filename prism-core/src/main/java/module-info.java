import org.jspecify.annotations.NullMarked;

/** Reviews documents: documents and sections, findings, tasks, models, reviews and reports. */
@NullMarked
module io.aiprism.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.aiprism.document;
    exports io.aiprism.task;
    exports io.aiprism.task.engine;
    exports io.aiprism.task.inprocess;
    exports io.aiprism.task.spi;

    uses io.aiprism.document.DocumentReader;
    uses io.aiprism.task.spi.TaskExecutorProvider;

    provides io.aiprism.document.DocumentReader with
            io.aiprism.document.PlainTextReader;
}
