/** What is asked when a model cannot answer: breakers that notice, and targets that stand in. */
package io.aiprism.gateway.fallback;
