/** When a call is repeated, and how long it waits before. */
package io.aiprism.gateway.retry;
