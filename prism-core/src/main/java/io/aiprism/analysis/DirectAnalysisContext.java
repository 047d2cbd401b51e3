package io.aiprism.analysis;

import io.aiprism.task.Codec;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The context of an analyzer that is called without a task. */
enum DirectAnalysisContext implements AnalysisContext {
    INSTANCE;

    @Override
    public String tenant() {
        return "";
    }

    @Override
    public Optional<String> review() {
        return Optional.empty();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}

    @Override
    public void progress(long done, long total, String message) {}

    @Override
    public <T> T step(String name, Codec<T> codec, Callable<T> body) throws Exception {
        return body.call();
    }
}
