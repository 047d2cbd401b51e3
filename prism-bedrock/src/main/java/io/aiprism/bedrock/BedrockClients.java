package io.aiprism.bedrock;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.scheme.BearerAuthScheme;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeBaseClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointParams;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointProvider;

/**
 * Makes clients of the SDK that read nothing from the environment: no endpoint, no retry mode, no bearer token, no profile, no
 * proxy; only the default chain of credentials does, if it was chosen.
 *
 * @param region that is called
 * @param endpoint instead of the region's
 * @param credentials who calls
 * @param maxConnections at the same time
 * @param connectTimeout until a connection stands
 * @param responseTimeout without a byte from the server
 * @param systemProxy whether the system's proxy settings are followed
 */
record BedrockClients(
        String region,
        Optional<URI> endpoint,
        BedrockCredentials credentials,
        int maxConnections,
        Duration connectTimeout,
        Duration responseTimeout,
        boolean systemProxy) {
    // Load balancers close a connection that has been idle for a minute.
    private static final Duration MAX_IDLE = Duration.ofSeconds(50);

    /** A client, added to what is to be closed. Nothing is looked up or connected yet. */
    BedrockRuntimeClient open(List<AutoCloseable> owned) {
        var http = Apache5HttpClient.builder()
                .maxConnections(maxConnections)
                .connectionTimeout(connectTimeout)
                .socketTimeout(responseTimeout)
                .connectionAcquisitionTimeout(responseTimeout)
                .connectionMaxIdleTime(MAX_IDLE)
                .tcpKeepAlive(true)
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(systemProxy)
                        .useEnvironmentVariableValues(systemProxy)
                        .build());
        var builder = BedrockRuntimeClient.builder().httpClientBuilder(http);
        configure(builder, owned);
        BedrockRuntimeClient client = builder.build();
        owned.add(client);
        return client;
    }

    /** A client that streams, over an HTTP client that is not closed with it. */
    BedrockRuntimeAsyncClient openAsync(SdkAsyncHttpClient http, List<AutoCloseable> owned) {
        var builder = BedrockRuntimeAsyncClient.builder().httpClient(http);
        configure(builder, owned);
        BedrockRuntimeAsyncClient client = builder.build();
        owned.add(client);
        return client;
    }

    private void configure(BedrockRuntimeBaseClientBuilder<?, ?> builder, List<AutoCloseable> owned) {
        builder.region(Region.of(region))
                .endpointOverride(endpoint.orElseGet(this::regional))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .build());
        switch (credentials) {
            case BedrockCredentials.DefaultChain chain -> {
                var provider = DefaultCredentialsProvider.builder().build();
                owned.add(provider);
                builder.credentialsProvider(provider).authSchemeProvider(only(AwsV4AuthScheme.SCHEME_ID));
            }
            case BedrockCredentials.Provided(var provider) ->
                builder.credentialsProvider(provider).authSchemeProvider(only(AwsV4AuthScheme.SCHEME_ID));
            case BedrockCredentials.BearerToken(String token) -> {
                SdkToken fixed = new FixedToken(token);
                builder.tokenProvider(StaticTokenProvider.create(fixed))
                        .authSchemeProvider(only(BearerAuthScheme.SCHEME_ID));
            }
        }
    }

    private URI regional() {
        return BedrockRuntimeEndpointProvider.defaultProvider()
                .resolveEndpoint(BedrockRuntimeEndpointParams.builder()
                        .region(Region.of(region))
                        .useFips(false)
                        .useDualStack(false)
                        .build())
                .join()
                .endpointUrl()
                .toUri();
    }

    /** The SDK would take a bearer token from the environment before any credentials. */
    private static BedrockRuntimeAuthSchemeProvider only(String scheme) {
        return parameters -> BedrockRuntimeAuthSchemeProvider.defaultProvider().resolveAuthScheme(parameters).stream()
                .filter(option -> option.schemeId().equals(scheme))
                .toList();
    }

    private record FixedToken(String token) implements SdkToken {
        @Override
        public Optional<Instant> expirationTime() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "FixedToken[***]";
        }
    }
}
