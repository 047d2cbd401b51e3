package io.aiprism.examples.http;

import io.aiprism.examples.models.ModelOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The part of the command line that names a model. */
final class ModelArguments {
    static final Set<String> NAMES = Set.of(
            "--backend",
            "--model",
            "--region",
            "--fallback",
            "--rpm",
            "--tpm",
            "--budget",
            "--total-budget",
            "--cache",
            "--catalog",
            "--endpoint",
            "--bearer-token-env");

    private static final String BEDROCK = "bedrock";

    private ModelArguments() {}

    static String usage() {
        return """
                  --backend          have a model look at every section as well: bedrock (none)
                  --model            its id, an inference profile's id, or an ARN
                  --region           the AWS region, for example eu-central-1
                  --fallback         ID[@REGION],...: asked in this order when those before do not answer
                  --rpm, --tpm       the account's requests and tokens per minute, for each model (what is known)
                  --budget           USD that each review may cost; a call that could cost more is not made (no limit)
                  --total-budget     USD that all reviews together may cost while the server runs (no limit)
                  --cache            redis://host:port of a Redis or Valkey that keeps answers (in memory)
                  --catalog          a JSON file of models with prices and so on, laid over what is known
                  --endpoint         called instead of the region's
                  --bearer-token-env the environment variable with a Bedrock API key (the AWS SDK's chain)""";
    }

    /** The model that is named; empty if there is none. */
    static Optional<ModelOptions> parse(Map<String, String> given) {
        String backend = given.get("--backend");
        if (backend == null) {
            given.keySet().stream().filter(NAMES::contains).sorted().findFirst().ifPresent(name -> {
                throw new IllegalArgumentException("%s needs --backend bedrock".formatted(name));
            });
            return Optional.empty();
        }
        if (!backend.equals(BEDROCK)) {
            throw new IllegalArgumentException("there is no backend '%s', only bedrock".formatted(backend));
        }
        return Optional.of(new ModelOptions(
                required(given, "--model"),
                required(given, "--region"),
                given.containsKey("--fallback") ? List.of(given.get("--fallback").split(",")) : List.of(),
                value(given, "--rpm", "a whole number above zero", ModelArguments::positive),
                value(given, "--tpm", "a whole number above zero", ModelArguments::positive),
                value(given, "--budget", "an amount above zero", ModelArguments::amount),
                value(given, "--total-budget", "an amount above zero", ModelArguments::amount),
                value(given, "--cache", "an address", URI::create),
                value(given, "--catalog", "a file", Path::of),
                value(given, "--endpoint", "an address", URI::create),
                Optional.ofNullable(given.get("--bearer-token-env"))));
    }

    private static String required(Map<String, String> given, String name) {
        return Optional.ofNullable(given.get(name))
                .orElseThrow(() -> new IllegalArgumentException("--backend bedrock needs %s".formatted(name)));
    }

    private static <T> Optional<T> value(
            Map<String, String> given, String name, String what, Function<String, T> parsing) {
        String text = given.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parsing.apply(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s must be %s, was '%s'".formatted(name, what, text), e);
        }
    }

    private static Long positive(String text) {
        long number = Long.parseLong(text);
        if (number <= 0) {
            throw new IllegalArgumentException("not above zero");
        }
        return number;
    }

    private static BigDecimal amount(String text) {
        var amount = new BigDecimal(text);
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("not above zero");
        }
        return amount;
    }
}
