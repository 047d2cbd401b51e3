package io.aiprism.testkit.model;

import static io.aiprism.testkit.model.BrokenBackend.around;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.StopReason;
import io.aiprism.model.TokenUsage;
import java.util.List;
import java.util.Optional;

/** Backends that make something else of a failure. */
final class BrokenFailures {
    private BrokenFailures() {}

    static List<BrokenBackend> all() {
        return List.of(
                around(
                        "calls every failure an outage",
                        "every_failure_has_its_kind_its_target_and_one_attempt",
                        (request, intact) -> {
                            try {
                                return intact.make(request);
                            } catch (ModelException e) {
                                throw ModelException.builder(Kind.UNAVAILABLE, "it failed")
                                        .target(e.target().orElseThrow())
                                        .attempts(e.attempts())
                                        .build();
                            }
                        }),
                around(
                        "does not say what it sent before it failed",
                        "every_failure_has_its_kind_its_target_and_one_attempt",
                        (request, intact) -> {
                            try {
                                return intact.make(request);
                            } catch (ModelException e) {
                                throw e.toBuilder().attempts(List.of()).build();
                            }
                        }),
                around("tries again by itself", "no_failure_is_repeated", (request, intact) -> {
                    try {
                        return intact.make(request);
                    } catch (ModelException e) {
                        return intact.make(request);
                    }
                }),
                around(
                        "keeps to itself how long to wait",
                        "how_long_to_wait_is_told_exactly_if_the_provider_says_so",
                        (request, intact) -> {
                            try {
                                return intact.make(request);
                            } catch (ModelException e) {
                                throw e.toBuilder().retryAfter(null).build();
                            }
                        }),
                new BrokenBackend(
                        "gives up after a failure", "a_failure_does_not_harm_the_call_after_it", Discouraged::new),
                around(
                        "takes no answer for an empty one",
                        "an_empty_answer_is_an_invalid_response",
                        (request, intact) -> salvaging(request, intact, "")),
                around(
                        "takes half an answer for a whole one",
                        "an_answer_that_breaks_off_is_none",
                        (request, intact) -> salvaging(request, intact, "A text")));
    }

    private static final class Discouraged extends ForwardingBackend {
        private volatile Optional<ModelException> failure = Optional.empty();

        Discouraged(ModelBackend backend) {
            super(backend);
        }

        @Override
        public ModelResponse send(ModelRequest request) throws ModelException, InterruptedException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            try {
                return backend.send(request);
            } catch (ModelException e) {
                failure = Optional.of(e);
                throw e;
            }
        }
    }

    private static ModelResponse salvaging(ModelRequest request, BrokenBackend.Call intact, String text)
            throws InterruptedException {
        try {
            return intact.make(request);
        } catch (ModelException e) {
            return new ScriptedBackend("salvaged").response(text, StopReason.UNKNOWN, TokenUsage.NONE);
        }
    }
}
