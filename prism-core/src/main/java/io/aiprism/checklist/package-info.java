/**
 * Checklists: what a document of a kind has to contain, and what a reviewer looks for.
 *
 * <p>{@link io.aiprism.checklist.Checklist} is data, read from JSON or {@linkplain io.aiprism.checklist.Checklist#builtIn built
 * in}. Everything here is immutable and may be shared between threads.
 */
package io.aiprism.checklist;
