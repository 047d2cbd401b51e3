/**
 * Reviews: all analyses of a document as one group of tasks, and what came of them.
 *
 * <p>Applications start a review with {@code io.aiprism.Prism} and hold a {@link io.aiprism.review.Review}, which keeps nothing
 * that is not in the task manager as well: it can be found again by its id.
 */
package io.aiprism.review;
