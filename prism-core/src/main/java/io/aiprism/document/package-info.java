/**
 * Documents as Prism sees them: ordered blocks of plain text, grouped into sections, addressed by spans.
 *
 * <p>A {@link io.aiprism.document.DocumentReader} turns bytes into a {@link io.aiprism.document.Document};
 * {@link io.aiprism.document.DocumentReaders} finds the installed ones. Everything here is immutable and may be shared
 * between threads.
 */
package io.aiprism.document;
