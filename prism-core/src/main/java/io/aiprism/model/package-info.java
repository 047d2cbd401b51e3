/**
 * The port to models: requests, answers, usage, errors, and what is known of a model.
 *
 * <p>{@link io.aiprism.model.ModelBackend} is what a provider implements, and what everything around a call (quota, retry,
 * fallback, cache, ledger) wraps: each of these is a backend itself.
 */
package io.aiprism.model;
