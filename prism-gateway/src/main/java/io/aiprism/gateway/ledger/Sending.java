package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelResponse;

/** One of the ways to send a request. */
@FunctionalInterface
interface Sending {
    ModelResponse send() throws ModelException, InterruptedException;
}
