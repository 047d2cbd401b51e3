import org.jspecify.annotations.NullMarked;

/** Reviews documents: documents and sections, findings, tasks, models, reviews and reports. */
@NullMarked
module io.aiprism.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.aiprism.document;

    uses io.aiprism.document.DocumentReader;

    provides io.aiprism.document.DocumentReader with
            io.aiprism.document.PlainTextReader;
}
