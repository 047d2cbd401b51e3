/**
 * Findings: what is to be said about the words of a document, and where those words stand.
 *
 * <p>Everything here is immutable and may be shared between threads.
 */
package io.aiprism.finding;
