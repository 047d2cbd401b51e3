/**
 * Word documents: {@link io.aiprism.docx.DocxReader} reads them into Prism's model of blocks and sections, and
 * {@link io.aiprism.docx.DocxAnnotator} writes a copy with comments at spans of that model.
 *
 * <p>Both go through one class that turns the XML of a paragraph into text, so an offset means the same to both.
 */
package io.aiprism.docx;
