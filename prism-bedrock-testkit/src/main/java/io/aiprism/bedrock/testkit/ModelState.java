package io.aiprism.bedrock.testkit;

import io.aiprism.model.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model at work: its script, its quota and its prompt cache. Thread-safe. */
final class ModelState {
    private final FakeModel model;
    private final ServerTime time;
    private final AnswerScript script = new AnswerScript();
    private final QuotaGate quota;
    private final PromptCache cache;

    ModelState(FakeModel model, ServerTime time) {
        this.model = model;
        this.time = time;
        this.quota = new QuotaGate(model.quota(), time);
        this.cache = new PromptCache(model.minimumCachedTokens());
    }

    FakeModel model() {
        return model;
    }

    AnswerScript script() {
        return script;
    }

    OptionalLong tokensLeft() {
        return quota.tokensLeft();
    }

    /** What a request costs before its answer is known. */
    final class Admission {
        private final Prompt prompt;
        private final PromptCache.Plan plan;
        private final long reserved;
        private final AtomicBoolean settled = new AtomicBoolean();

        private Admission(Prompt prompt, PromptCache.Plan plan, long reserved) {
            this.prompt = prompt;
            this.plan = plan;
            this.reserved = reserved;
        }

        private Optional<BedrockError> reserve() {
            return quota.reserve(reserved);
        }

        boolean hasCachePoints() {
            return !prompt.cachePoints().isEmpty();
        }

        /** Whether the request says how long anything is to be cached. */
        boolean statesTtl() {
            return prompt.cachePoints().stream().anyMatch(Prompt.CachePoint::isTtlStated);
        }

        /** The usage with so many tokens of output. */
        TokenUsage usage(long output) {
            return new TokenUsage(
                    prompt.tokens() - plan.read() - plan.write(), plan.read(), plan.write5m(), plan.write1h(), output);
        }

        /** The answer begins. */
        void started() {
            cache.started(plan, time.now());
        }

        /** The call has ended with this usage; what comes after the first time is ignored. */
        void settle(TokenUsage usage) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            quota.settle(reserved, usage.input() + usage.cacheWrite() + usage.output() * model.outputBurndown());
        }
    }

    /** What becomes of a request at the gate. */
    sealed interface Gate {
        /** It may pass. */
        record Open(Admission admission) implements Gate {}

        /** It may not. */
        record Closed(BedrockError error) implements Gate {}
    }

    Gate admit(Prompt prompt, long maxTokens) {
        PromptCache.Plan plan = cache.plan(prompt, time.now());
        Admission admission = new Admission(prompt, plan, prompt.tokens() - plan.read() + maxTokens);
        return admission.reserve().<Gate>map(Gate.Closed::new).orElseGet(() -> new Gate.Open(admission));
    }
}
