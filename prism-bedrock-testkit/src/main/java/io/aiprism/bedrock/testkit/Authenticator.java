package io.aiprism.bedrock.testkit;

import java.util.Optional;

/** Decides who may ask. Implementations are thread-safe. */
@FunctionalInterface
interface Authenticator {
    /** Everybody may. */
    Authenticator NONE = request -> Optional.empty();

    /**
     * A request that may not pass.
     *
     * @param messageMember what the gate in front of Bedrock calls the message, which is not always {@code message}
     */
    record Intruder(BedrockError error, String messageMember) {}

    /** What is answered to a request that may not pass. */
    Optional<Intruder> refuse(HttpRequest request);
}
