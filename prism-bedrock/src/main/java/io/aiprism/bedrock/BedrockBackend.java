package io.aiprism.bedrock;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelAttempt;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.ModelTarget;
import io.aiprism.model.TokenUsage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;

/**
 * A model on Amazon Bedrock, asked through Converse. Thread-safe.
 *
 * {@snippet file="io/aiprism/bedrock/Snippets.java" region="backend"}
 *
 * <p>One call is one HTTP request: the SDK's own retry is off. Building one connects to nothing and reads nothing from the
 * environment; with {@link BedrockCredentials.DefaultChain} the SDK looks for credentials at the first call.
 */
public final class BedrockBackend implements ModelBackend {
    /** The provider's name in {@link ModelTarget}. */
    public static final String PROVIDER = "aws.bedrock";

    private static final Logger LOG = LoggerFactory.getLogger(BedrockBackend.class);

    private final ModelTarget target;
    private final ModelProfile profile;
    private final BedrockRuntimeClient client;
    private final List<AutoCloseable> owned;
    private final @Nullable ConverseStreaming streaming;
    private final boolean sendByStream;
    private final Clock clock;
    private final ConverseRequests requests;
    private final ConverseResponses responses;
    private final BedrockFailures failures;
    private volatile boolean closed;

    private BedrockBackend(
            Builder builder,
            BedrockRuntimeClient client,
            @Nullable BedrockRuntimeAsyncClient async,
            List<AutoCloseable> owned) {
        this.target = builder.target;
        this.profile = builder.profile();
        this.client = client;
        this.owned = owned;
        this.clock = builder.clock;
        this.requests = new ConverseRequests(target, builder.options);
        this.responses = new ConverseResponses(target, profile);
        this.failures = new BedrockFailures(target);
        this.streaming = async == null ? null : new ConverseStreaming(async, target, responses, failures);
        this.sendByStream = builder.sendByStream;
    }

    /**
     * Begins a backend for a model.
     *
     * @param modelId a model's id, an inference profile's id or an ARN
     * @param region AWS region that is called, for example {@code "eu-central-1"}
     */
    public static Builder builder(String modelId, String region) {
        return new Builder(BedrockTargets.of(modelId, region));
    }

    @Override
    public ModelTarget target() {
        return target;
    }

    @Override
    public ModelProfile profile() {
        return profile;
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
        if (sendByStream) {
            return stream(request, part -> {});
        }
        requireCallable();
        ConverseRequest converse = requests.of(request);
        Instant start = clock.instant();
        try {
            ConverseResponse response = client.converse(timed(converse, request, start));
            Optional<String> requestId = Optional.ofNullable(response.responseMetadata())
                    .map(metadata -> metadata.requestId())
                    .filter(id -> !id.equals("UNKNOWN"));
            return succeeded(responses.of(response, requestId), start);
        } catch (SdkException e) {
            throw failed(failure(e, request), start);
        } catch (ModelException e) {
            throw failed(e, start);
        }
    }

    @Override
    public ModelResponse stream(ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        if (streaming == null) {
            return ModelBackend.super.stream(request, listener);
        }
        requireCallable();
        ConverseRequest converse = requests.of(request);
        Instant start = clock.instant();
        try {
            return succeeded(streaming.stream(timed(converse, request, start), request, listener), start);
        } catch (SdkException e) {
            throw failed(failure(e, request), start);
        } catch (ModelException e) {
            throw failed(e, start);
        }
    }

    @Override
    public OptionalLong countInputTokens(ModelRequest request) throws ModelException, InterruptedException {
        requireCallable();
        ConverseRequest converse = requests.of(request);
        Instant start = clock.instant();
        var counted = ConverseTokensRequest.builder()
                .messages(converse.messages())
                .system(converse.system())
                .toolConfig(converse.toolConfig())
                .additionalModelRequestFields(converse.additionalModelRequestFields())
                .build();
        try {
            Integer tokens = client.countTokens(count -> count.modelId(BedrockTargets.baseModel(target.modelId()))
                            .input(CountTokensInput.fromConverse(counted))
                            .overrideConfiguration(
                                    config -> remaining(request, start).ifPresent(config::apiCallTimeout)))
                    .inputTokens();
            return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
        } catch (SdkException e) {
            ModelException failure = failure(e, request);
            if (failure.kind() == ModelException.Kind.INVALID_REQUEST
                    || failure.kind() == ModelException.Kind.NOT_FOUND) {
                LOG.debug("{} counts no tokens: {}", target, failure.getMessage());
                return OptionalLong.empty();
            }
            throw failure;
        }
    }

    /** Closes the client, unless it was passed in. */
    @Override
    public void close() {
        closed = true;
        for (AutoCloseable each : owned) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed", each, e);
            }
        }
    }

    @Override
    public String toString() {
        return "BedrockBackend[%s]".formatted(target);
    }

    private void requireCallable() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the backend of %s is closed".formatted(target));
        }
        // The SDK would take an interrupt that came before for a failure of its own.
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before %s was asked".formatted(target));
        }
    }

    private ConverseRequest timed(ConverseRequest converse, ModelRequest request, Instant now) throws ModelException {
        Optional<Duration> left = remaining(request, now);
        if (left.isEmpty()) {
            return converse;
        }
        if (left.get().isZero() || left.get().isNegative()) {
            throw ModelException.builder(
                            ModelException.Kind.DEADLINE_EXCEEDED,
                            "the deadline of the call had passed before %s was asked".formatted(target))
                    .target(target)
                    .build();
        }
        return converse.toBuilder()
                .overrideConfiguration(config -> config.apiCallTimeout(left.get()))
                .build();
    }

    private static Optional<Duration> remaining(ModelRequest request, Instant now) {
        return request.context().deadline().map(deadline -> Duration.between(now, deadline));
    }

    /** What the SDK threw, unless the thread was interrupted: then it threw that, and may have used up the interrupt. */
    private ModelException failure(SdkException e, ModelRequest request) throws InterruptedException {
        if (Thread.interrupted() || e instanceof AbortedException || e.getCause() instanceof InterruptedException) {
            var interrupted = new InterruptedException("the call to %s was interrupted".formatted(target));
            interrupted.initCause(e);
            throw interrupted;
        }
        return failures.of(e, request, clock.instant());
    }

    private ModelResponse succeeded(ModelResponse response, Instant start) {
        return response.withAttempts(
                List.of(attempt(start, Optional.empty(), response.requestId(), Optional.of(response.usage()))));
    }

    /** A call that was never made has no attempt. */
    private ModelException failed(ModelException e, Instant start) {
        if (e.kind() == ModelException.Kind.DEADLINE_EXCEEDED && e.getCause() == null) {
            return e;
        }
        return e.after(List.of(attempt(start, Optional.of(e.kind()), e.requestId(), e.usage())));
    }

    private ModelAttempt attempt(
            Instant start,
            Optional<ModelException.Kind> failure,
            Optional<String> requestId,
            Optional<TokenUsage> usage) {
        return new ModelAttempt(target, start, Duration.between(start, clock.instant()), failure, requestId, usage);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final ModelTarget target;
        private BedrockCredentials credentials = new BedrockCredentials.DefaultChain();
        private BedrockOptions options = BedrockOptions.NONE;
        private BedrockCatalog catalog = BedrockCatalog.builtIn();
        private @Nullable ModelProfile profile;
        private @Nullable BedrockRuntimeClient client;
        private @Nullable SdkAsyncHttpClient asyncHttp;
        private boolean sendByStream;
        private @Nullable URI endpoint;
        private int maxConnections = 256;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration responseTimeout = Duration.ofMinutes(10);
        private boolean systemProxy;
        private boolean clientSettings;
        private Clock clock = Clock.systemUTC();

        private Builder(ModelTarget target) {
            this.target = target;
        }

        /** Who calls. Defaults to {@link BedrockCredentials.DefaultChain}. */
        public Builder credentials(BedrockCredentials credentials) {
            this.credentials = requireNonNull(credentials, "credentials");
            clientSettings = true;
            return this;
        }

        /** What every call carries beyond the request. Defaults to nothing. */
        public Builder options(BedrockOptions options) {
            this.options = requireNonNull(options, "options");
            return this;
        }

        /** Where to look up what is known of the model. Defaults to {@link BedrockCatalog#builtIn()}. */
        public Builder catalog(BedrockCatalog catalog) {
            this.catalog = requireNonNull(catalog, "catalog");
            return this;
        }

        /** What is known of the model, instead of what the catalog says. */
        public Builder profile(ModelProfile profile) {
            this.profile = requireNonNull(profile, "profile");
            return this;
        }

        /**
         * A client of the application's own. It is not closed, and what it retries is its own affair: turn that off. No setting
         * of a client goes with it.
         */
        public Builder client(BedrockRuntimeClient client) {
            this.client = requireNonNull(client, "client");
            return this;
        }

        /**
         * Streams answers, through an asynchronous HTTP client of the application's own, for example the SDK's for Netty. Not
         * closed. Defaults to handing an answer out at its end. At an endpoint without TLS, Netty's has to be told to speak
         * HTTP/1.1.
         */
        public Builder streaming(SdkAsyncHttpClient asyncHttp) {
            this.asyncHttp = requireNonNull(asyncHttp, "asyncHttp");
            clientSettings = true;
            return this;
        }

        /**
         * Streams answers that nobody hears in parts, too, so that a connection does not stand idle while a long one is written:
         * what lies between may cut it after a minute or two. An answer that breaks off is a failure like any other. Needs
         * {@link #streaming}. Defaults to not doing so.
         */
        public Builder sendByStream(boolean sendByStream) {
            this.sendByStream = sendByStream;
            return this;
        }

        /** Calls another endpoint than the region's, for example a VPC's or a fake. */
        public Builder endpoint(URI endpoint) {
            this.endpoint = requireNonNull(endpoint, "endpoint");
            clientSettings = true;
            return this;
        }

        /** Bounds the calls in flight; not below the concurrency of what calls. Defaults to 256. */
        public Builder maxConnections(int maxConnections) {
            if (maxConnections <= 0) {
                throw new IllegalArgumentException("maxConnections must be positive, was " + maxConnections);
            }
            this.maxConnections = maxConnections;
            clientSettings = true;
            return this;
        }

        /** How long a connection may take to come about. Defaults to five seconds. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = requirePositive("connectTimeout", connectTimeout);
            clientSettings = true;
            return this;
        }

        /** How long Bedrock may say nothing while it works on an answer. Defaults to ten minutes; models may take up to sixty. */
        public Builder responseTimeout(Duration responseTimeout) {
            this.responseTimeout = requirePositive("responseTimeout", responseTimeout);
            clientSettings = true;
            return this;
        }

        /** Follows the proxy settings of system properties and environment. Defaults to not doing so. */
        public Builder systemProxy(boolean systemProxy) {
            this.systemProxy = systemProxy;
            clientSettings = true;
            return this;
        }

        /** Where attempts and deadlines get their time from. Defaults to the system's. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The backend. Connects to nothing.
         *
         * @throws IllegalStateException if a client was passed in together with settings for one, or answers are to be sent by
         *     stream and there is no client for streams
         */
        public BedrockBackend build() {
            if (sendByStream && asyncHttp == null) {
                throw new IllegalStateException(
                        "sendByStream needs an asynchronous HTTP client: set streaming(…) as well");
            }
            if (client != null) {
                if (clientSettings) {
                    throw new IllegalStateException(
                            "a client was passed in, so credentials, endpoint, connections, timeouts, proxy and"
                                    + " streaming are its own");
                }
                return new BedrockBackend(this, client, null, List.of());
            }
            var clients = new BedrockClients(
                    target.region().orElseThrow(),
                    Optional.ofNullable(endpoint),
                    credentials,
                    maxConnections,
                    connectTimeout,
                    responseTimeout,
                    systemProxy);
            List<AutoCloseable> owned = new ArrayList<>();
            BedrockRuntimeAsyncClient async = asyncHttp == null ? null : clients.openAsync(asyncHttp, owned);
            return new BedrockBackend(this, clients.open(owned), async, List.copyOf(owned));
        }

        private ModelProfile profile() {
            return profile == null ? catalog.profile(target.modelId()) : profile;
        }

        private static Duration requirePositive(String name, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, duration));
            }
            return duration;
        }
    }
}
