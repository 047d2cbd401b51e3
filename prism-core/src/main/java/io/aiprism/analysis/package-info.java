/**
 * Analyzers: what looks at a section or a document and says what it found.
 *
 * <p>{@link io.aiprism.analysis.Analyzer} is the port that applications implement or choose an implementation of;
 * {@link io.aiprism.analysis.structure.StructureAnalyzer} needs no model,
 * {@link io.aiprism.analysis.model.ModelAnalyzer} asks one.
 */
package io.aiprism.analysis;
