package io.aiprism.gateway.ledger;

import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelTarget;
import java.util.List;

/**
 * The way that one call took through models, as its attempts tell it.
 *
 * @param retries attempts at the model that the attempt before had been made at
 * @param fallbacks changes from one model to another, the one that is asked first and the one that answered included
 */
record CallPath(boolean failed, int retries, int fallbacks) {
    static CallPath of(ModelTarget first, List<ModelAttempt> attempts, ModelTarget last, boolean failed) {
        int retries = 0;
        int fallbacks = 0;
        ModelTarget at = first;
        for (int i = 0; i < attempts.size(); i++) {
            ModelTarget next = attempts.get(i).target();
            if (!next.equals(at)) {
                fallbacks++;
            } else if (i > 0) {
                retries++;
            }
            at = next;
        }
        return new CallPath(failed, retries, last.equals(at) ? fallbacks : fallbacks + 1);
    }
}
