package io.aiprism.examples.cli;

import io.aiprism.examples.models.MissingCredentialsException;
import io.aiprism.examples.models.ModelOptions;
import io.aiprism.examples.models.ReviewModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

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
            description =
                    "What the review of each document may cost. A call that could cost more than is left is not made.")
    private Optional<BigDecimal> budget = Optional.empty();

    @Option(
            names = "--total-budget",
            paramLabel = "USD",
            description = "What the reviews of all documents together may cost, likewise.")
    private Optional<BigDecimal> totalBudget = Optional.empty();

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

    /** The model that the options name, if they name one. Says at once what is missing, credentials included. */
    Optional<ReviewModel> open() throws CliException {
        if (backend.isEmpty()) {
            if (anyOther()) {
                throw new CliException(ExitCode.USAGE, "options of a model need --backend bedrock");
            }
            return Optional.empty();
        }
        var options = new ModelOptions(
                required("--model", model),
                required("--region", region),
                fallbacks,
                requestsPerMinute,
                tokensPerMinute,
                budget,
                totalBudget,
                cache,
                catalog,
                endpoint,
                bearerTokenVariable);
        try {
            return Optional.of(ReviewModel.open(options, System.getenv()));
        } catch (MissingCredentialsException e) {
            throw new CliException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, "cannot read the catalog: %s".formatted(e));
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
                                totalBudget,
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
