package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.examples.models.ModelOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void no_arguments_are_the_defaults() {
        assertThat(Options.parse(List.of())).isEqualTo(Options.DEFAULT);
    }

    @Test
    void each_option_is_read() {
        Options options = Options.parse(
                List.of(("--host 0.0.0.0 --port 0 --executor thread-pool --analyzers a,b --max-concurrency 3"
                                + " --queue-capacity 4 --max-upload-bytes 5 --drain-seconds 6")
                        .split(" ")));
        assertThat(options)
                .isEqualTo(new Options(
                        "0.0.0.0",
                        0,
                        "thread-pool",
                        3,
                        4,
                        5,
                        Duration.ofSeconds(6),
                        List.of("a", "b"),
                        Optional.empty(),
                        Documents.Limits.DEFAULT));
    }

    @Test
    void a_model_is_read_with_all_that_it_may_use_and_cost() {
        Options options = Options.parse(
                List.of(("--backend bedrock --model m --region us-east-1 --fallback a,b@us-west-2 --rpm 60 --tpm 200000"
                                + " --budget 0.5 --total-budget 20 --cache redis://localhost:6379 --catalog c.json"
                                + " --endpoint http://localhost:1 --bearer-token-env KEY")
                        .split(" ")));
        assertThat(options.model())
                .contains(new ModelOptions(
                        "m",
                        "us-east-1",
                        List.of("a", "b@us-west-2"),
                        Optional.of(60L),
                        Optional.of(200_000L),
                        Optional.of(new BigDecimal("0.5")),
                        Optional.of(new BigDecimal("20")),
                        Optional.of(URI.create("redis://localhost:6379")),
                        Optional.of(Path.of("c.json")),
                        Optional.of(URI.create("http://localhost:1")),
                        Optional.of("KEY")));
        assertThat(options.analyzers()).containsExactly("structure", "model");
        assertThat(options.maxConcurrency()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 80           | there is no option '--prot'",
                "80                  | there is no option '80'",
                "--port              | --port needs a value",
                "--port x            | --port must be a number from 0 to 65535, was 'x'",
                "--port 65536        | --port must be a number from 0 to 65535, was '65536'",
                "--model m           | --model needs --backend bedrock",
                "--backend azure     | there is no backend 'azure', only bedrock",
                "--backend bedrock   | --backend bedrock needs --model",
                "--backend bedrock --model m --region r --rpm 0 | --rpm must be a whole number above zero, was '0'",
                "--backend bedrock --model m --region r --budget x | --budget must be an amount above zero, was 'x'",
                "--max-concurrency 0 | --max-concurrency must be a number from 1 to 10000, was '0'"
            })
    void a_wrong_option_is_refused_with_what_is_wrong(String args, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(args.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void the_usage_lists_the_installed_executors() {
        assertThat(Options.usage()).contains("[thread-pool, virtual-threads]", "--queue-capacity");
    }
}
