package io.aiprism.examples.cli;

import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.bedrock.BedrockBackend;
import io.aiprism.bedrock.BedrockCatalog;
import io.aiprism.bedrock.BedrockCredentials;
import io.aiprism.cache.redis.RedisAnswerCache;
import io.aiprism.gateway.Leg;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.gateway.cache.AnswerCache;
import io.aiprism.gateway.cache.InMemoryAnswerCache;
import io.aiprism.gateway.ledger.Budget;
import io.aiprism.gateway.limit.Quota;
import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelQuota;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The options that have a model take part in reviews. */
final class Models {
    /** A place where models are. */
    enum Backend {
        BEDROCK
    }

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = {
                "Have a model look at every section as well: bedrock, which needs --model and --region.",
                "Without an account, `prism fake-bedrock` starts a stand-in to try it with."
            })
    private Optional<Backend> backend = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "The model: its id, an inference profile's id, or an ARN.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--region", paramLabel = "REGION", description = "The AWS region, for example eu-central-1.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--fallback",
            paramLabel = "ID[@REGION]",
            description =
                    "A model that is asked when those before it do not answer; of the same geography. Can be repeated.")
    private List<String> fallbacks = new ArrayList<>();

    @Option(
            names = "--rpm",
            paramLabel = "N",
            description =
                    "The account's quota of requests per minute, for each model. Default: what is known, if anything.")
    private Optional<Long> requestsPerMinute = Optional.empty();

    @Option(
            names = "--tpm",
            paramLabel = "N",
            description =
                    "The account's quota of tokens per minute, for each model. Default: what is known, if anything.")
    private Optional<Long> tokensPerMinute = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What all calls together may cost. A call that could cost more than is left is not made.")
    private Optional<BigDecimal> budget = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "URL",
            description = "Keep answers in a Redis or Valkey, for example redis://localhost:6379. Default: in memory.")
    private Optional<URI> cache = Optional.empty();

    @Option(
            names = "--catalog",
            paramLabel = "F",
            description = "A JSON file of models with prices, quotas and so on, laid over what is known of them.")
    private Optional<Path> catalog = Optional.empty();

    @Option(names = "--endpoint", paramLabel = "URL", description = "Call this address instead of the region's.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--bearer-token-env",
            paramLabel = "VARIABLE",
            description =
                    "Use the Bedrock API key in this environment variable. Default: the AWS SDK's chain of credentials.")
    private Optional<String> bearerTokenVariable = Optional.empty();

    /**
     * A model that takes part.
     *
     * @param analyzer what it looks at sections with
     * @param gateway what its calls go through
     * @param answers where its answers are kept
     */
    record Opened(ModelAnalyzer analyzer, ModelGateway gateway, AnswerCache answers) implements AutoCloseable {
        @Override
        public void close() {
            gateway.close();
            answers.close();
        }
    }

    /** The model that the options name, if they name one. Says at once what is missing, credentials included. */
    Optional<Opened> open() throws CliException {
        if (backend.isEmpty()) {
            if (anyOther()) {
                throw new CliException(ExitCode.USAGE, "options of a model need --backend bedrock");
            }
            return Optional.empty();
        }
        String primary = required("--model", model);
        String place = required("--region", region);
        BedrockCredentials credentials = credentials();
        try {
            BedrockCatalog known = catalog();
            var gateway = ModelGateway.builder(leg(primary, place, known, credentials));
            for (String fallback : fallbacks) {
                int at = fallback.lastIndexOf('@');
                gateway.fallback(
                        at < 0
                                ? leg(fallback, place, known, credentials)
                                : leg(fallback.substring(0, at), fallback.substring(at + 1), known, credentials));
            }
            AnswerCache answers = cache.<AnswerCache>map(
                            uri -> RedisAnswerCache.builder(uri).build())
                    .orElseGet(() -> InMemoryAnswerCache.builder().build());
            budget.ifPresent(
                    limit -> gateway.budget(Budget.builder().overall(limit).build()));
            ModelGateway built = gateway.cache(answers).build();
            return Optional.of(new Opened(ModelAnalyzer.builder(built).build(), built, answers));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Leg leg(String modelId, String place, BedrockCatalog known, BedrockCredentials credentials) {
        var builder = BedrockBackend.builder(modelId, place).catalog(known).credentials(credentials);
        endpoint.ifPresent(builder::endpoint);
        ModelBackend target = builder.build();
        if (requestsPerMinute.isEmpty() && tokensPerMinute.isEmpty()) {
            return Leg.of(target);
        }
        ModelQuota quota = target.profile().quota();
        return Leg.of(target)
                .quota(Quota.builder(new ModelQuota(
                                requestsPerMinute.map(OptionalLong::of).orElse(quota.requestsPerMinute()),
                                tokensPerMinute.map(OptionalLong::of).orElse(quota.tokensPerMinute()),
                                quota.tokensPerDay()))
                        .build());
    }

    private BedrockCatalog catalog() throws CliException {
        if (catalog.isEmpty()) {
            return BedrockCatalog.builtIn();
        }
        try {
            return BedrockCatalog.builtIn().with(catalog.get());
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "cannot read %s: %s".formatted(catalog.get(), e));
        }
    }

    private BedrockCredentials credentials() throws CliException {
        if (bearerTokenVariable.isPresent()) {
            String token = System.getenv(bearerTokenVariable.get());
            if (token == null || token.isBlank()) {
                throw new CliException(
                        ExitCode.ENVIRONMENT,
                        "the environment has no variable %s with a Bedrock API key"
                                .formatted(bearerTokenVariable.get()));
            }
            return new BedrockCredentials.BearerToken(token);
        }
        var chain = DefaultCredentialsProvider.builder().build();
        try {
            chain.resolveCredentials();
            return new BedrockCredentials.Provided(chain);
        } catch (SdkClientException e) {
            throw new CliException(
                    ExitCode.ENVIRONMENT,
                    "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile,"
                            + " or try `prism fake-bedrock`");
        }
    }

    private boolean anyOther() {
        return !fallbacks.isEmpty()
                || Stream.of(
                                model,
                                region,
                                requestsPerMinute,
                                tokensPerMinute,
                                budget,
                                cache,
                                catalog,
                                endpoint,
                                bearerTokenVariable)
                        .anyMatch(Optional::isPresent);
    }

    private static String required(String name, Optional<String> value) throws CliException {
        return value.orElseThrow(() -> new CliException(ExitCode.USAGE, "--backend bedrock needs %s".formatted(name)));
    }
}
