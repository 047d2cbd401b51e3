package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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
                        Documents.Limits.DEFAULT));
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
