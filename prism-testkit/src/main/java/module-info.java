import org.jspecify.annotations.NullMarked;

/** Contract suites and fakes for those who implement one of Prism's interfaces. */
@NullMarked
module io.aiprism.testkit {
    requires transitive io.aiprism.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.slf4j;

    exports io.aiprism.testkit.model;
    exports io.aiprism.testkit.task;

    // What the executor stores is written as JSON.
    opens io.aiprism.testkit.task to
            com.fasterxml.jackson.databind;
}
