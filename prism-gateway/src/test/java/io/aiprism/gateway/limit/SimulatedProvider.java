package io.aiprism.gateway.limit;

import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import io.aiprism.testkit.model.ScriptedBackend;
import io.aiprism.testkit.task.ManualClock;
import java.time.Duration;
import java.util.Random;

/**
 * A provider that holds calls to AWS's rule by buckets of its own, which see a call later than it was sent, and its end earlier
 * than the caller does.
 */
final class SimulatedProvider implements ScriptedBackend.Answer {
    private final ManualClock clock;
    private final SimulatedCallers callers;
    private final ScriptedBackend backend;
    private final int burndown;
    private final double requestsPerMinute;
    private final double tokensPerMinute;
    private final Random random = new Random(7);
    private double requests;
    private double tokens;
    private long filledAt;
    private int calls;
    private int throttled;
    private double tokensUsed;

    SimulatedProvider(
            ManualClock clock, SimulatedCallers callers, ScriptedBackend backend, int burndown, long rpm, long tpm) {
        this.clock = clock;
        this.callers = callers;
        this.backend = backend;
        this.burndown = burndown;
        this.requestsPerMinute = rpm;
        this.tokensPerMinute = tpm;
        this.requests = rpm;
        this.tokens = tpm;
        this.filledAt = clock.millis();
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int throttled() {
        return throttled;
    }

    synchronized double tokensUsed() {
        return tokensUsed;
    }

    @Override
    public ModelResponse to(ModelRequest request) throws ModelException, InterruptedException {
        callers.sleep(draw(20, 300));
        long input = request.messages().getFirst().content().toString().length() / 4;
        begin(input, request.maxTokens());
        callers.sleep(draw(1_000, 6_000));
        TokenUsage usage = TokenUsage.of(input, request.maxTokens() / 2 + drawTokens(request.maxTokens() / 2));
        end(input, request.maxTokens(), usage);
        callers.sleep(draw(20, 300));
        return backend.response("said", StopReason.END_TURN, usage);
    }

    private synchronized void begin(long input, int maxTokens) throws ModelException {
        refill();
        calls++;
        if (requests < 1 || tokens < input + maxTokens) {
            throttled++;
            throw backend.failure(ModelException.Kind.THROTTLED);
        }
        requests -= 1;
        tokens -= input + maxTokens;
    }

    private synchronized void end(long input, int maxTokens, TokenUsage usage) {
        refill();
        double used = usage.input() + usage.output() * burndown;
        tokens = Math.min(tokensPerMinute, tokens + input + maxTokens - used);
        tokensUsed += used;
    }

    private void refill() {
        double minutes = (clock.millis() - filledAt) / 60_000.0;
        requests = Math.min(requestsPerMinute, requests + minutes * requestsPerMinute);
        tokens = Math.min(tokensPerMinute, tokens + minutes * tokensPerMinute);
        filledAt = clock.millis();
    }

    private synchronized Duration draw(int from, int to) {
        return Duration.ofMillis(random.nextInt(from, to));
    }

    private synchronized int drawTokens(int bound) {
        return random.nextInt(bound);
    }
}
