/**
 * Reports: what a review came to, as a value that needs nothing else, and as JSON, Markdown and a web page.
 *
 * <p>{@link io.aiprism.report.Report} is the value. {@link io.aiprism.report.JsonReports} writes it and reads it back,
 * {@link io.aiprism.report.MarkdownReports} and {@link io.aiprism.report.HtmlReports} write it for people.
 */
package io.aiprism.report;
