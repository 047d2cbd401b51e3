import org.jspecify.annotations.NullMarked;

/** Model answers shared by several processes, on Redis or Valkey. */
@NullMarked
module io.aiprism.cache.redis {
    requires transitive io.aiprism.gateway;
}
