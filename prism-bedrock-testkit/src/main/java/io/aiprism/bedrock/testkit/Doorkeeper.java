package io.aiprism.bedrock.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets in who signs with a known secret, or brings a known bearer token. Immutable. */
final class Doorkeeper implements Authenticator {
    private static final String BEARER = "Bearer ";

    private static final BedrockError NO_TOKEN =
            new BedrockError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    private static final BedrockError WRONG_SIGNATURE = new BedrockError(
            403,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access"
                    + " Key and signing method. Consult the service documentation for details.");
    private static final BedrockError INCOMPLETE_SIGNATURE = new BedrockError(
            403, "IncompleteSignatureException", "Authorization header is not one of AWS Signature Version 4");
    private static final BedrockError WRONG_API_KEY =
            BedrockError.ACCESS_DENIED.withMessage("Authentication failed: Please make sure your API Key is valid.");

    /**
     * What somebody signs with.
     *
     * @param sessionToken empty for a long-term key
     */
    record AccessKey(String id, String secret, String sessionToken) {}

    private final Map<String, AccessKey> keys;
    private final Set<String> bearerTokens;

    Doorkeeper(Map<String, AccessKey> keys, Set<String> bearerTokens) {
        this.keys = Map.copyOf(keys);
        this.bearerTokens = Set.copyOf(bearerTokens);
    }

    @Override
    public Optional<Intruder> refuse(HttpRequest request) {
        String authorization = request.header("authorization").orElse("");
        if (authorization.isEmpty()) {
            return intruder(NO_TOKEN, "message");
        }
        if (authorization.startsWith(BEARER)) {
            boolean known = bearerTokens.contains(authorization.substring(BEARER.length()));
            return known ? Optional.empty() : intruder(WRONG_API_KEY, "Message");
        }
        return SigV4.of(authorization)
                .map(signature -> refuse(request, signature))
                .orElseGet(() -> intruder(INCOMPLETE_SIGNATURE, "message"));
    }

    private Optional<Intruder> refuse(HttpRequest request, SigV4 signature) {
        AccessKey key = keys.get(signature.accessKeyId());
        if (key == null || !request.header("x-amz-security-token").orElse("").equals(key.sessionToken())) {
            return intruder(BedrockError.UNRECOGNIZED_CLIENT, "message");
        }
        boolean tokenIsSigned =
                key.sessionToken().isEmpty() || signature.signedHeaders().contains("x-amz-security-token");
        return tokenIsSigned && signature.isOf(request, key.secret())
                ? Optional.empty()
                : intruder(WRONG_SIGNATURE, "message");
    }

    private static Optional<Intruder> intruder(BedrockError error, String messageMember) {
        return Optional.of(new Intruder(error, messageMember));
    }
}
