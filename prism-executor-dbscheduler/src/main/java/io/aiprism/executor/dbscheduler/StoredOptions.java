package io.aiprism.executor.dbscheduler;

import io.aiprism.task.Codec;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.TaskOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options as text. The admission is left out: it is over once a task is stored. */
final class StoredOptions {
    private static final Codec<?> MAP = Codec.json(Map.class);

    private StoredOptions() {}

    static String write(TaskOptions options) {
        Map<String, String> written = new LinkedHashMap<>();
        options.startAt().ifPresent(at -> written.put("startAt", at.toString()));
        options.timeout().ifPresent(timeout -> written.put("timeout", timeout.toString()));
        options.attemptTimeout().ifPresent(timeout -> written.put("attemptTimeout", timeout.toString()));
        options.retention().ifPresent(retention -> written.put("retention", retention.toString()));
        options.retry().ifPresent(retry -> {
            written.put("maxRetries", Integer.toString(retry.maxRetries()));
            written.put("initialDelay", retry.initialDelay().toString());
            written.put("maxDelay", retry.maxDelay().toString());
        });
        return writeMap(written);
    }

    static TaskOptions read(String text, String tenant, @Nullable String key, Map<String, String> labels) {
        Map<String, String> options = readMap(text);
        return new TaskOptions(
                tenant,
                Optional.ofNullable(key),
                Optional.ofNullable(options.get("startAt")).map(Instant::parse),
                duration(options, "timeout"),
                duration(options, "attemptTimeout"),
                Optional.ofNullable(options.get("maxRetries"))
                        .map(retries -> new RetryPolicy(
                                Integer.parseInt(retries),
                                duration(options, "initialDelay").orElse(Duration.ZERO),
                                duration(options, "maxDelay").orElse(Duration.ZERO))),
                Optional.empty(),
                duration(options, "retention"),
                labels);
    }

    @SuppressWarnings("unchecked")
    static String writeMap(Map<String, String> map) {
        return new String(((Codec<Object>) MAP).encode(map), StandardCharsets.UTF_8);
    }

    static Map<String, String> readMap(String text) {
        Map<String, String> read = new HashMap<>();
        ((Map<?, ?>) MAP.decode(text.getBytes(StandardCharsets.UTF_8)))
                .forEach((key, value) -> read.put(String.valueOf(key), String.valueOf(value)));
        return Map.copyOf(read);
    }

    private static Optional<Duration> duration(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).map(Duration::parse);
    }
}
