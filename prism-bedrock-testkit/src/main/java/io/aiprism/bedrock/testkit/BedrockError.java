package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

/**
 * An error as Bedrock answers it. The constants are every kind that Bedrock Runtime documents or that gateways in front of
 * it answer, each with the text that was seen or one in its manner.
 *
 * @param status the HTTP status
 * @param type the name of the exception; empty for an answer that names none, as a gateway's
 * @param message for people
 */
public record BedrockError(int status, String type, String message) {
    /** The quota of tokens per minute is used up. */
    public static final BedrockError TOO_MANY_TOKENS =
            new BedrockError(429, "ThrottlingException", "Too many tokens, please wait before trying again.");
    /** The quota of requests per minute is used up. */
    public static final BedrockError TOO_MANY_REQUESTS =
            new BedrockError(429, "ThrottlingException", "Too many requests, please wait before trying again.");
    /** The quota of tokens per day is used up: waiting for seconds does not help. */
    public static final BedrockError TOO_MANY_TOKENS_PER_DAY =
            new BedrockError(429, "ThrottlingException", "Too many tokens per day, please wait before trying again.");
    /** A 429 that names no exception. */
    public static final BedrockError UNTYPED_429 = new BedrockError(429, "", "Too Many Requests");
    /** The model is being loaded. */
    public static final BedrockError MODEL_NOT_READY = new BedrockError(
            429, "ModelNotReadyException", "The model is not ready to serve inference requests. Try again later.");
    /** The service cannot answer now. */
    public static final BedrockError SERVICE_UNAVAILABLE =
            new BedrockError(503, "ServiceUnavailableException", "Bedrock is unable to process your request.");
    /** The service broke. */
    public static final BedrockError INTERNAL_SERVER = new BedrockError(
            500,
            "InternalServerException",
            "The system encountered an unexpected error during processing. Try your request again.");
    /** A gateway's 502. */
    public static final BedrockError BAD_GATEWAY = new BedrockError(502, "", "Bad Gateway");
    /** A gateway's 504. */
    public static final BedrockError GATEWAY_TIMEOUT = new BedrockError(504, "", "Gateway Timeout");
    /** The model took too long. */
    public static final BedrockError MODEL_TIMEOUT = new BedrockError(
            408, "ModelTimeoutException", "Model has timed out in processing the request. Try your request again.");
    /** The model failed. */
    public static final BedrockError MODEL_ERROR = new BedrockError(
            424,
            "ModelErrorException",
            "The system encountered an unexpected error during processing. Try your request again.");
    /** The model failed while it streamed. */
    public static final BedrockError MODEL_STREAM_ERROR = new BedrockError(
            424,
            "ModelStreamErrorException",
            "The system encountered an unexpected error during processing. Try your request again.");
    /** The request is wrong. */
    public static final BedrockError VALIDATION =
            new BedrockError(400, "ValidationException", "The provided request is not valid");
    /** The request asks for more than the account may have. */
    public static final BedrockError SERVICE_QUOTA_EXCEEDED = new BedrockError(
            400, "ServiceQuotaExceededException", "Your request exceeds the service quota for your account.");
    /** The account may not use the model. */
    public static final BedrockError ACCESS_DENIED = new BedrockError(
            403, "AccessDeniedException", "You don't have access to the model with the specified model ID.");
    /** There is no such model. */
    public static final BedrockError RESOURCE_NOT_FOUND = new BedrockError(
            404,
            "ResourceNotFoundException",
            "Could not resolve the foundation model from the provided model identifier.");
    /** The session has ended. */
    public static final BedrockError EXPIRED_TOKEN =
            new BedrockError(403, "ExpiredTokenException", "The security token included in the request is expired");
    /** The access key is not known. */
    public static final BedrockError UNRECOGNIZED_CLIENT = new BedrockError(
            403, "UnrecognizedClientException", "The security token included in the request is invalid.");
    /** The body is too large for a gateway. */
    public static final BedrockError REQUEST_TOO_LARGE = new BedrockError(413, "", "Request Entity Too Large");

    public BedrockError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be that of an error, was " + status);
        }
        requireNonNull(type, "type");
        requireNonNull(message, "message");
    }

    /** A {@link #VALIDATION} with this text. */
    public static BedrockError validation(String message) {
        return VALIDATION.withMessage(message);
    }

    /** The same with another text. */
    public BedrockError withMessage(String other) {
        return new BedrockError(status, type, other);
    }
}
