package io.aiprism.bedrock;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK throws, as the port's exception. Bedrock's own names decide first, then the status, and for what never came to
 * an answer the kind of I/O error.
 *
 * @param target who was asked
 */
record BedrockFailures(ModelTarget target) {
    private static final Map<String, Kind> BY_CODE = Map.ofEntries(
            Map.entry("ThrottlingException", Kind.THROTTLED),
            Map.entry("TooManyRequestsException", Kind.THROTTLED),
            Map.entry("ModelNotReadyException", Kind.NOT_READY),
            Map.entry("ServiceUnavailableException", Kind.UNAVAILABLE),
            Map.entry("InternalServerException", Kind.UNAVAILABLE),
            Map.entry("ModelTimeoutException", Kind.MODEL_TIMEOUT),
            Map.entry("ModelErrorException", Kind.MODEL_ERROR),
            Map.entry("ModelStreamErrorException", Kind.MODEL_ERROR),
            Map.entry("ServiceQuotaExceededException", Kind.QUOTA_EXHAUSTED),
            Map.entry("AccessDeniedException", Kind.ACCESS_DENIED),
            Map.entry("ResourceNotFoundException", Kind.NOT_FOUND),
            Map.entry("ExpiredTokenException", Kind.UNAUTHENTICATED),
            Map.entry("UnrecognizedClientException", Kind.UNAUTHENTICATED),
            Map.entry("InvalidSignatureException", Kind.UNAUTHENTICATED),
            Map.entry("IncompleteSignatureException", Kind.UNAUTHENTICATED),
            Map.entry("MissingAuthenticationTokenException", Kind.UNAUTHENTICATED),
            Map.entry("ValidationException", Kind.INVALID_REQUEST));

    private static final Pattern PER_DAY = Pattern.compile("per day", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG = Pattern.compile(
            "too long|too large|context window|context length|too many (input )?tokens|maximum (number of )?(input )?tokens|exceeds? the (maximum|model)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_ON_DEMAND =
            Pattern.compile("on-demand throughput isn.t supported", Pattern.CASE_INSENSITIVE);

    /** The exception of a call that was not interrupted. */
    ModelException of(SdkException e, ModelRequest request, Instant now) {
        if (e instanceof AwsServiceException service) {
            return ofService(service, request, now);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return builder(
                            Kind.DEADLINE_EXCEEDED,
                            "%s had not answered at the deadline of the call".formatted(target),
                            e)
                    .build();
        }
        return ofClient(e);
    }

    /** The exception of an error with Bedrock's name, as it stands in streams and in the output of batches. */
    ModelException ofCode(String code, String message, ModelRequest request) {
        Optional<FeatureRefusals.Refusal> refusal = FeatureRefusals.of(message, request);
        return builder(kind(code, 500, message), "%s failed: %s: %s".formatted(target, code, message), null)
                .refused(refusal.map(FeatureRefusals.Refusal::feature).orElse(null))
                .aboutSchema(
                        refusal.filter(FeatureRefusals.Refusal::aboutSchema).isPresent())
                .build();
    }

    private ModelException ofService(AwsServiceException e, ModelRequest request, Instant now) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String text = details == null || details.errorMessage() == null
                ? String.valueOf(e.getMessage())
                : details.errorMessage();
        int status = e.statusCode();
        Kind kind = status >= 200 && status < 300 ? Kind.INVALID_RESPONSE : kind(code, status, text);
        Optional<FeatureRefusals.Refusal> refused = switch (kind) {
            case INVALID_REQUEST, ACCESS_DENIED -> FeatureRefusals.of(text, request);
            // A schema may be too large as well as a text.
            case REQUEST_TOO_LARGE -> FeatureRefusals.of(text, request).filter(FeatureRefusals.Refusal::aboutSchema);
            default -> Optional.empty();
        };
        if (refused.isPresent()) {
            kind = Kind.UNSUPPORTED_FEATURE;
        }
        String shown = "%s answered %d%s: %s".formatted(target, status, code.isEmpty() ? "" : " " + code, text);
        if (NO_ON_DEMAND.matcher(text).find()) {
            shown += "; name an inference profile, for example 'us.%s', or its ARN".formatted(target.modelId());
        }
        return builder(kind, shown, e)
                .status(status)
                .requestId(e.requestId())
                .refused(refused.map(FeatureRefusals.Refusal::feature).orElse(null))
                .aboutSchema(
                        refused.filter(FeatureRefusals.Refusal::aboutSchema).isPresent())
                .retryAfter(
                        details == null || details.sdkHttpResponse() == null
                                ? null
                                : RetryAfter.of(details.sdkHttpResponse(), now).orElse(null))
                .build();
    }

    private static Kind kind(String code, int status, String text) {
        Kind kind = BY_CODE.get(titled(code));
        if (kind == null) {
            kind = byStatus(status);
        }
        if (kind == Kind.THROTTLED && PER_DAY.matcher(text).find()) {
            return Kind.QUOTA_EXHAUSTED;
        }
        if (kind == Kind.INVALID_REQUEST && TOO_LONG.matcher(text).find()) {
            return Kind.REQUEST_TOO_LARGE;
        }
        return kind;
    }

    /** In streams the names begin with a small letter. */
    private static String titled(String code) {
        return code.isEmpty() ? code : code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHENTICATED;
            case 403 -> Kind.ACCESS_DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 408 -> Kind.MODEL_TIMEOUT;
            case 413 -> Kind.REQUEST_TOO_LARGE;
            case 424 -> Kind.MODEL_ERROR;
            case 429 -> Kind.THROTTLED;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
        };
    }

    private ModelException ofClient(SdkException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Unable to load credentials") || text.contains("load token")) {
            return builder(Kind.UNAUTHENTICATED, "no AWS credentials were found for %s".formatted(target), e)
                    .build();
        }
        Throwable io = ioError(e);
        if (io == null && e.getCause() != null && e.getCause().getCause() instanceof TimeoutException noneFree) {
            return builder(Kind.CONNECTION_FAILED, "no connection to %s was free: %s".formatted(target, noneFree), e)
                    .build();
        }
        if (io == null) {
            return builder(Kind.INVALID_RESPONSE, "the answer of %s cannot be read: %s".formatted(target, text), e)
                    .build();
        }
        if (neverSent(io)) {
            return builder(Kind.CONNECTION_FAILED, "no connection to %s: %s".formatted(target, io), e)
                    .build();
        }
        return builder(
                        Kind.NO_RESPONSE,
                        "%s did not answer after the request was sent, which may be billed: %s".formatted(target, io),
                        e)
                .build();
    }

    /** The I/O error that an exception comes from; {@code null} if it comes from something else, such as bad JSON. */
    private static @Nullable Throwable ioError(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            boolean json = cause.getClass().getName().contains("Json");
            if (cause instanceof IOException && !json) {
                return cause;
            }
        }
        return null;
    }

    private static boolean neverSent(Throwable io) {
        String name = io.getClass().getSimpleName();
        return io instanceof ConnectException
                || io instanceof UnknownHostException
                || io instanceof NoRouteToHostException
                || io instanceof SSLHandshakeException
                || name.equals("ConnectTimeoutException")
                || name.equals("ConnectionRequestTimeoutException");
    }

    private ModelException.Builder builder(Kind kind, String message, @Nullable Throwable cause) {
        return ModelException.builder(kind, message).target(target).cause(cause);
    }
}
