import org.jspecify.annotations.NullMarked;

/** What stands around a model call: quota, retry, fallback, cache, ledger. */
@NullMarked
module io.aiprism.gateway {
    requires transitive io.aiprism.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports io.aiprism.gateway;
    exports io.aiprism.gateway.cache;
    exports io.aiprism.gateway.call;
    exports io.aiprism.gateway.fallback;
    exports io.aiprism.gateway.ledger;
    exports io.aiprism.gateway.limit;
    exports io.aiprism.gateway.retry;
}
