/**
 * Sections analysed by a language model.
 *
 * <p>{@link io.aiprism.analysis.model.ModelAnalyzer} asks a {@link io.aiprism.model.ModelBackend}, checks what it answers, and
 * reports only what it can show in the text.
 */
package io.aiprism.analysis.model;
