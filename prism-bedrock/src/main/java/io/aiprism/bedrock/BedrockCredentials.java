package io.aiprism.bedrock;

import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Who calls Bedrock. Each choice is used alone: a token that lies in the environment never replaces credentials that were chosen. */
public sealed interface BedrockCredentials {
    /** The AWS SDK's default chain: system properties, environment, profiles, container, instance. Looked up at the first call. */
    record DefaultChain() implements BedrockCredentials {}

    /**
     * Credentials of the application's own.
     *
     * @param provider asked for each call; not closed
     */
    record Provided(AwsCredentialsProvider provider) implements BedrockCredentials {
        public Provided {
            requireNonNull(provider, "provider");
        }
    }

    /**
     * An API key of Bedrock, sent as a bearer token.
     *
     * @param token the key
     */
    record BearerToken(String token) implements BedrockCredentials {
        public BearerToken {
            if (requireNonNull(token, "token").isBlank()) {
                throw new IllegalArgumentException("the bearer token must not be blank");
            }
        }

        /** Does not show the key. */
        @Override
        public String toString() {
            return "BearerToken[***]";
        }
    }
}
