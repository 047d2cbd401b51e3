package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** There is no answer. What can be done about it depends on {@link #kind()}; the message says who, what and which. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why there is no answer. */
    public enum Kind {
        /** Too much was asked in too short a time; later is better. */
        THROTTLED,
        /** A quota that lasts for a day or longer is used up. Asking again soon is of no use. */
        QUOTA_EXHAUSTED,
        /** The provider is overloaded or failed: 500, 502, 503, 504. */
        UNAVAILABLE,
        /** The model is not loaded yet. */
        NOT_READY,
        /** The model failed while it worked on the request. */
        MODEL_ERROR,
        /** The model took longer than the provider allows. */
        MODEL_TIMEOUT,
        /** No connection came about: nothing was sent, nothing is billed. */
        CONNECTION_FAILED,
        /** The connection broke or nothing came in time after the request was sent: it may be billed. */
        NO_RESPONSE,
        /** The answer began and did not come to its end. It is billed. */
        RESPONSE_CUT_OFF,
        /** An answer came that is none: empty, without stop reason, not readable. */
        INVALID_RESPONSE,
        /** The model does not accept something of the request that others do: {@link #refused()}. */
        UNSUPPORTED_FEATURE,
        /** The request is wrong. */
        INVALID_REQUEST,
        /** The request is larger than the model, the provider or the quota can ever take. */
        REQUEST_TOO_LARGE,
        /** There are no credentials, or they are not valid. */
        UNAUTHENTICATED,
        /** The credentials do not allow it. */
        ACCESS_DENIED,
        /** There is no such model at this place. */
        NOT_FOUND,
        /** The call would cost more than is left of the budget. It was not made. */
        BUDGET_EXCEEDED,
        /** The deadline of the call has passed, or would before its turn comes. */
        DEADLINE_EXCEEDED,
        /** The model has failed so often that it is not asked for a while. Nothing was sent. */
        CIRCUIT_OPEN,
        /** The request waits for a batch job and is answered later: {@link BatchBackend}. Nothing was sent. */
        PENDING
    }

    private final Kind kind;
    private final transient @Nullable ModelTarget target;
    private final @Nullable Integer status;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;
    private final @Nullable ModelFeature refused;
    private final boolean aboutSchema;
    private final transient @Nullable TokenUsage usage;
    private final transient @Nullable List<ModelAttempt> attempts;

    private ModelException(Builder builder) {
        super(builder.message, builder.cause);
        this.kind = builder.kind;
        this.target = builder.target;
        this.status = builder.status;
        this.requestId = builder.requestId;
        this.retryAfter = builder.retryAfter;
        this.refused = builder.refused;
        this.aboutSchema = builder.aboutSchema;
        this.usage = builder.usage;
        this.attempts = List.copyOf(builder.attempts);
    }

    /** Begins an exception. */
    public static Builder builder(Kind kind, String message) {
        return new Builder(kind, message);
    }

    /** An exception of which nothing else is known. */
    public static ModelException of(Kind kind, String message) {
        return builder(kind, message).build();
    }

    /** Why there is no answer. */
    public Kind kind() {
        return kind;
    }

    /** Who was asked last. */
    public Optional<ModelTarget> target() {
        return Optional.ofNullable(target);
    }

    /** The HTTP status, if there was one. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The provider's id of the request, if it gave one. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** How long to wait before asking again, if the provider or the quota said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the model does not accept; with {@link Kind#UNSUPPORTED_FEATURE}. */
    public Optional<ModelFeature> refused() {
        return Optional.ofNullable(refused);
    }

    /** Whether the refusal is of this request's JSON schema only, for example as too complex, so that the model may accept others. */
    public boolean aboutSchema() {
        return aboutSchema;
    }

    /** What was billed all the same, if that is known. */
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** Every request that was sent, in order; the last one is the one that failed. */
    public List<ModelAttempt> attempts() {
        return attempts == null ? List.of() : attempts;
    }

    /** The same failure, after other requests had been sent. */
    public ModelException after(List<ModelAttempt> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        List<ModelAttempt> all = new ArrayList<>(earlier);
        all.addAll(attempts());
        return toBuilder().attempts(all).build();
    }

    /** Begins an exception that is like this one, which becomes its cause. */
    public Builder toBuilder() {
        var builder = new Builder(kind, String.valueOf(getMessage()));
        builder.cause = this;
        builder.target = target;
        builder.status = status;
        builder.requestId = requestId;
        builder.retryAfter = retryAfter;
        builder.refused = refused;
        builder.aboutSchema = aboutSchema;
        builder.usage = usage;
        builder.attempts = attempts();
        return builder;
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private String message;
        private @Nullable Throwable cause;
        private @Nullable ModelTarget target;
        private @Nullable Integer status;
        private @Nullable String requestId;
        private @Nullable Duration retryAfter;
        private @Nullable ModelFeature refused;
        private boolean aboutSchema;
        private @Nullable TokenUsage usage;
        private List<ModelAttempt> attempts = List.of();

        private Builder(Kind kind, String message) {
            this.kind = requireNonNull(kind, "kind");
            this.message = requireNonNull(message, "message");
        }

        /** Replaces the message. */
        public Builder message(String message) {
            this.message = requireNonNull(message, "message");
            return this;
        }

        /** What led to it. */
        public Builder cause(@Nullable Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** Who was asked. */
        public Builder target(ModelTarget target) {
            this.target = requireNonNull(target, "target");
            return this;
        }

        /** The HTTP status. */
        public Builder status(int status) {
            this.status = status;
            return this;
        }

        /** The provider's id of the request; {@code null} if it gave none. */
        public Builder requestId(@Nullable String requestId) {
            this.requestId = requestId;
            return this;
        }

        /** How long to wait; {@code null} if nobody said. */
        public Builder retryAfter(@Nullable Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** What the model does not accept. */
        public Builder refused(@Nullable ModelFeature refused) {
            this.refused = refused;
            return this;
        }

        /** Whether the refusal is of this request's JSON schema only. */
        public Builder aboutSchema(boolean aboutSchema) {
            this.aboutSchema = aboutSchema;
            return this;
        }

        /** What was billed all the same. */
        public Builder usage(@Nullable TokenUsage usage) {
            this.usage = usage;
            return this;
        }

        /** Every request that was sent. */
        public Builder attempts(List<ModelAttempt> attempts) {
            this.attempts = List.copyOf(attempts);
            return this;
        }

        /** The exception. */
        public ModelException build() {
            return new ModelException(this);
        }
    }
}
