package io.aiprism.examples.models;

import io.aiprism.bedrock.BedrockCredentials;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Finds out who calls before anything is called, so that nothing is left half done. */
final class Credentials {
    private Credentials() {}

    static BedrockCredentials find(Optional<String> tokenVariable, Map<String, String> environment)
            throws MissingCredentialsException {
        if (tokenVariable.isPresent()) {
            String token = environment.getOrDefault(tokenVariable.get(), "");
            if (token.isBlank()) {
                throw new MissingCredentialsException("the environment has no variable %s with a Bedrock API key"
                        .formatted(tokenVariable.get()));
            }
            return new BedrockCredentials.BearerToken(token);
        }
        var chain = DefaultCredentialsProvider.builder().build();
        try {
            chain.resolveCredentials();
            return new BedrockCredentials.Provided(chain);
        } catch (SdkClientException e) {
            chain.close();
            throw new MissingCredentialsException(
                    "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile,"
                            + " name the variable of a Bedrock API key, or try fake-bedrock");
        }
    }
}
