import org.jspecify.annotations.NullMarked;

/** Models on Amazon Bedrock. */
@NullMarked
module io.aiprism.bedrock {
    requires transitive io.aiprism.core;
}
