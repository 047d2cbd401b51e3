package io.aiprism.bedrock.testkit;

import java.util.Optional;

/** Decides who may ask. Implementations are thread-safe. */
@FunctionalInterface
interface Authenticator {
    /** Everybody may. */
    Authenticator NONE = request -> Optional.empty();

    /** The error, if the sender of a request may not. */
    Optional<BedrockError> refuse(HttpRequest request);
}
