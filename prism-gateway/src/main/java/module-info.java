import org.jspecify.annotations.NullMarked;

/** What stands around a model call: quota, retry, fallback, cache, ledger. */
@NullMarked
module io.aiprism.gateway {
    requires transitive io.aiprism.core;
}
