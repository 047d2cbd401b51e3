package io.aiprism.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a {@code main} in a JVM of its own. */
final class Forked {
    private Forked() {}

    /** What it printed, line by line. */
    static List<String> run(Class<?> main, String... jvmArguments) throws IOException, InterruptedException {
        return run(main, List.of(jvmArguments), List.of());
    }

    /** What it printed when it was called with these arguments, line by line. */
    static List<String> run(Class<?> main, List<String> jvmArguments, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = command(main, jvmArguments, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = linesOf(process);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("%s ended with status %d".formatted(main.getName(), status));
        }
        return lines;
    }

    /**
     * What it printed, which must be little; nothing if it failed or took longer. What it says of its failure is thrown away.
     */
    static Optional<List<String>> tryRun(
            Class<?> main, List<String> jvmArguments, List<String> arguments, Duration atMost)
            throws IOException, InterruptedException {
        Process process = command(main, jvmArguments, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return ended && process.exitValue() == 0 ? Optional.of(linesOf(process)) : Optional.empty();
    }

    private static ProcessBuilder command(Class<?> main, List<String> jvmArguments, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static List<String> linesOf(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
