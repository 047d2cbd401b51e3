/** What calls have taken and cost, and what they may cost. */
package io.aiprism.gateway.ledger;
