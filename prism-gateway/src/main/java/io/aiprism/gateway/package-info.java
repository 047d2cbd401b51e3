/**
 * What stands around a model call: quota, retry, fallback, cache, ledger. {@link io.aiprism.gateway.ModelGateway} puts it together;
 * each part can also be used by itself.
 */
package io.aiprism.gateway;
