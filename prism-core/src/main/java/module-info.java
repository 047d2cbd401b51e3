import org.jspecify.annotations.NullMarked;

/** Reviews documents: documents and sections, findings, tasks, models, reviews and reports. */
@NullMarked
module io.aiprism.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
}
