/** Model answers shared by several processes, on Redis or Valkey. */
package io.aiprism.cache.redis;
