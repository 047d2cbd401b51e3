package io.aiprism.testkit.model;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import java.util.Set;

/**
 * A provider that does what a test says, and the backend that asks it: what {@link ModelBackendContract} needs. Thread-safe.
 * Closing it closes the backend as well.
 */
public interface ModelProvider extends AutoCloseable {
    /** The backend under test, always the same; nobody else asks the provider. */
    ModelBackend backend();

    /** Says what is done with the call after those that were spoken of before. */
    void then(ProviderAnswer answer);

    /** From now on answers every call with the text of its last message, at once. */
    void thenEcho();

    /** The failures that this provider can have and a call can see; not empty. */
    Set<ModelException.Kind> failures();

    /** How many calls have arrived. */
    int calls();

    /** Waits until exactly so many calls have arrived and are neither answered nor given up. */
    void awaitInFlight(int count) throws InterruptedException;

    @Override
    void close();
}
