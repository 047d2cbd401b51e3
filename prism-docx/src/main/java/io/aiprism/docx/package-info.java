/**
 * Word documents: {@link io.aiprism.docx.DocxReader} reads them into Prism's model of blocks and sections.
 */
package io.aiprism.docx;
