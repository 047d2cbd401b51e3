/** How much may be asked of a model: requests and tokens in a time, and calls in flight; who waits, and whose turn it is. */
package io.aiprism.gateway.limit;
