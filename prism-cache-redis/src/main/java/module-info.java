import org.jspecify.annotations.NullMarked;

/** Model answers shared by several processes, on Redis or Valkey. */
@NullMarked
module io.aiprism.cache.redis {
    requires transitive io.aiprism.gateway;
    requires org.apache.commons.pool2;
    requires org.slf4j;
    requires redis.clients.jedis;

    exports io.aiprism.cache.redis;
}
