/** What stands around a model call: quota, retry, fallback, cache, ledger. */
package io.aiprism.gateway;
