import org.jspecify.annotations.NullMarked;

/** A fake of Amazon Bedrock that real clients accept, for tests. */
@NullMarked
module io.aiprism.bedrock.testkit {
    requires transitive io.aiprism.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires software.amazon.eventstream;

    exports io.aiprism.bedrock.testkit;
}
