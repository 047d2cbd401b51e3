import org.jspecify.annotations.NullMarked;

/** What stands around a model call: quota, retry, fallback, cache, ledger. */
@NullMarked
module io.aiprism.gateway {
    requires transitive io.aiprism.core;
    requires org.slf4j;

    exports io.aiprism.gateway.call;
    exports io.aiprism.gateway.fallback;
    exports io.aiprism.gateway.limit;
    exports io.aiprism.gateway.retry;
}
