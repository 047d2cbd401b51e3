package io.aiprism.examples.http;

import io.aiprism.examples.models.ModelOptions;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the server runs.
 *
 * @param host address to listen on
 * @param port 0 for one that is free
 * @param executor name of the task executor
 * @param maxConcurrency analyses that run at the same time
 * @param queueCapacity analyses that wait for a place to run
 * @param maxUploadBytes size of a document
 * @param drainTimeout how long analyses may go on at shutdown
 * @param analyzers names of the analyzers
 * @param model that takes part
 * @param limits on what is kept
 */
record Options(
        String host,
        int port,
        String executor,
        int maxConcurrency,
        int queueCapacity,
        int maxUploadBytes,
        Duration drainTimeout,
        List<String> analyzers,
        Optional<ModelOptions> model,
        Documents.Limits limits) {
    /** Who waits for a model needs no processor; the gateway says how many calls are in flight. */
    private static final int WHILE_WAITING = 64;

    static final Options DEFAULT = new Options(
            "127.0.0.1",
            8080,
            "virtual-threads",
            16,
            10_000,
            16 << 20,
            Duration.ofSeconds(30),
            List.of("structure"),
            Optional.empty(),
            Documents.Limits.DEFAULT);

    private static final Set<String> NAMES = Set.of(
            "--host",
            "--port",
            "--executor",
            "--analyzers",
            "--max-concurrency",
            "--queue-capacity",
            "--max-upload-bytes",
            "--drain-seconds");

    static String usage() {
        return """
                usage: ReviewHttp [--host ADDRESS] [--port N] [--executor NAME] [--analyzers NAME,...]
                                  [--max-concurrency N] [--queue-capacity N] [--max-upload-bytes N] [--drain-seconds N]
                                  [--backend bedrock --model ID --region REGION [--fallback ID[@REGION],...]
                                   [--rpm N] [--tpm N] [--budget USD] [--total-budget USD] [--cache URL] [--catalog FILE]
                                   [--endpoint URL] [--bearer-token-env VARIABLE]]
                       ReviewHttp fake-bedrock [--port N]

                  --host             address to listen on (%s)
                  --port             0 for one that is free (%d)
                  --executor         one of %s (%s)
                  --analyzers        what looks at documents (%s; with a model structure,model)
                  --max-concurrency  analyses that run at the same time (%d; with a model %d)
                  --queue-capacity   analyses that wait for a place to run; more are answered 429 (%d)
                  --max-upload-bytes size of a document; larger ones are answered 413 (%d)
                  --drain-seconds    how long analyses may go on at shutdown (%d)
                %s

                fake-bedrock starts a stand-in for Amazon Bedrock instead, which needs no account.""".formatted(
                        DEFAULT.host,
                        DEFAULT.port,
                        TaskManagers.installed(),
                        DEFAULT.executor,
                        String.join(",", DEFAULT.analyzers),
                        DEFAULT.maxConcurrency,
                        WHILE_WAITING,
                        DEFAULT.queueCapacity,
                        DEFAULT.maxUploadBytes,
                        DEFAULT.drainTimeout.toSeconds(),
                        ModelArguments.usage());
    }

    /**
     * Reads options from a command line. Where one is repeated, the last counts.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static Options parse(List<String> args) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!NAMES.contains(name) && !ModelArguments.NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no option '%s'".formatted(name));
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("%s needs a value".formatted(name));
            }
            given.put(name, rest.next());
        }
        Optional<ModelOptions> model = ModelArguments.parse(given);
        List<String> analyzers = new ArrayList<>(DEFAULT.analyzers);
        model.ifPresent(options -> analyzers.add("model"));
        return new Options(
                given.getOrDefault("--host", DEFAULT.host),
                number(given, "--port", DEFAULT.port, 0, 65_535),
                given.getOrDefault("--executor", DEFAULT.executor),
                number(
                        given,
                        "--max-concurrency",
                        model.isPresent() ? WHILE_WAITING : DEFAULT.maxConcurrency,
                        1,
                        10_000),
                number(given, "--queue-capacity", DEFAULT.queueCapacity, 1, 1_000_000),
                number(given, "--max-upload-bytes", DEFAULT.maxUploadBytes, 1, 256 << 20),
                Duration.ofSeconds(number(given, "--drain-seconds", (int) DEFAULT.drainTimeout.toSeconds(), 0, 86_400)),
                List.of(given.getOrDefault("--analyzers", String.join(",", analyzers))
                        .split(",")),
                model,
                DEFAULT.limits);
    }

    /** The part that concerns the task manager. Closing it waits for nothing, as the server drains it before. */
    TaskManagerConfig tasks(TaskClock clock) {
        return TaskManagerConfig.builder()
                .maxConcurrency(maxConcurrency)
                .queueCapacity(queueCapacity)
                .drainTimeout(Duration.ZERO)
                .clock(clock)
                .build();
    }

    Options withLimits(Documents.Limits limits) {
        return new Options(
                host, port, executor, maxConcurrency, queueCapacity, maxUploadBytes, drainTimeout, analyzers, model, limits);
    }

    private static int number(Map<String, String> given, String name, int otherwise, int min, int max) {
        String value = given.getOrDefault(name, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the bounds.
        }
        throw new IllegalArgumentException(
                "%s must be a number from %d to %d, was '%s'".formatted(name, min, max, value));
    }
}
