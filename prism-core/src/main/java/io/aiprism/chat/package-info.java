/**
 * Questions about a document, answered by a model.
 *
 * <p>{@link io.aiprism.chat.DocumentChat} chooses what the model is shown, and tells which sections and findings an answer cites.
 */
package io.aiprism.chat;
