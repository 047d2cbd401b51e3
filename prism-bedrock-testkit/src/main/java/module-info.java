import org.jspecify.annotations.NullMarked;

/** A fake of Amazon Bedrock that real clients accept, for tests. */
@NullMarked
module io.aiprism.bedrock.testkit {
    requires transitive io.aiprism.testkit;
}
