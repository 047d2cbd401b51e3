package io.aiprism.testkit.model;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.StopReason;
import java.time.Duration;
import java.util.Set;

/**
 * A provider that does what a test says, and the backend that asks it: what {@link ModelBackendContract} needs. Mostly a local
 * HTTP server that speaks the provider's protocol. Thread-safe. Closing it closes the backend as well.
 */
public interface ModelProvider extends AutoCloseable {
    /** The backend under test, always the same; nobody else asks the provider. */
    ModelBackend backend();

    /** Says what is done with the call after those that were spoken of before. */
    void then(ProviderAnswer answer);

    /**
     * From now on answers every call at once with the texts of its request, joined by line breaks: those of the system prompt,
     * then those of the messages.
     */
    void thenEcho();

    /** What it can do. */
    Set<ProviderCapability> capabilities();

    /** The failures that this provider can have and a call can see; not empty. */
    Set<ModelException.Kind> failures();

    /** The reasons to stop that this provider can tell; {@link StopReason#UNKNOWN} stands for one that nobody knows yet. */
    Set<StopReason> stopReasons();

    /** How many requests for an answer have arrived. */
    int calls();

    /** Waits until exactly so many calls have arrived and are neither answered nor given up. */
    void awaitInFlight(int count) throws InterruptedException;

    /** How long the suite waits, in real time, for something that must happen. Defaults to 20 seconds. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    void close();
}
