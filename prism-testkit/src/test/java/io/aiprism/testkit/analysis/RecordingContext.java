package io.aiprism.testkit.analysis;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.task.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A context that remembers progress, and keeps what steps gave for the next attempt. */
final class RecordingContext implements AnalysisContext {
    private final Map<String, byte[]> steps = new HashMap<>();
    private final List<String> progress = new ArrayList<>();
    private int attempt = 1;

    void nextAttempt() {
        attempt++;
    }

    List<String> progress() {
        return progress;
    }

    Map<String, byte[]> steps() {
        return steps;
    }

    @Override
    public String tenant() {
        return "acme";
    }

    @Override
    public Optional<String> review() {
        return Optional.of("g1");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Instant deadline() {
        return Instant.parse("2030-01-01T00:00:00Z");
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}

    @Override
    public void progress(long done, long total, String message) {
        progress.add("%d/%d %s".formatted(done, total, message));
    }

    @Override
    public <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception {
        byte[] known = steps.get(name);
        if (known == null) {
            known = codec.encode(body.call());
            steps.put(name, known);
        }
        return codec.decode(known);
    }
}
