/** How a model is brought to answer in JSON, and what it is learnt not to accept. */
package io.aiprism.model.structured;
