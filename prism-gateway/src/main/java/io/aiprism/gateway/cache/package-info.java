/** Answers that are kept, calls that are shared, and prefixes that the provider keeps. */
package io.aiprism.gateway.cache;
