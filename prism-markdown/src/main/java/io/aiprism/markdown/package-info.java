/**
 * Markdown: {@link io.aiprism.markdown.MarkdownReader} reads it into Prism's model of blocks and sections, and
 * {@link io.aiprism.markdown.MarkdownDocument} says where in the source the words of a span stand.
 */
package io.aiprism.markdown;
