/** An analyzer that needs no model: rules on the structure of a document. */
package io.aiprism.analysis.structure;
