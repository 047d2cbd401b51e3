package io.aiprism.testkit.model;

import static io.aiprism.testkit.model.BrokenBackend.streaming;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelException.Kind;
import io.aiprism.model.ModelRequest;
import io.aiprism.model.ModelResponse;
import io.aiprism.model.ModelStreamListener;
import io.aiprism.model.StopReason;
import java.util.ArrayList;
import java.util.List;

/** Backends that hand answers out wrong. */
final class BrokenStreams {
    private BrokenStreams() {}

    static List<BrokenBackend> all() {
        return List.of(
                streaming(
                        "says every part twice",
                        "a_long_text_is_heard_in_parts_each_once",
                        (intact, request, listener) -> intact.stream(request, part -> {
                            listener.text(part);
                            listener.text(part);
                        })),
                streaming(
                        "hands all out at the end, though the provider streams",
                        "a_long_text_is_heard_in_parts_each_once",
                        (intact, request, listener) -> {
                            ModelResponse response = intact.send(request);
                            listener.text(response.text());
                            return response;
                        }),
                streaming(
                        "says only that a streamed answer has ended",
                        "a_streamed_answer_is_what_sending_gives",
                        (intact, request, listener) -> {
                            ModelResponse response = intact.stream(request, listener);
                            return new ScriptedBackend(intact.target(), intact.profile())
                                    .response(response.text(), StopReason.END_TURN, response.usage())
                                    .withContent(response.content());
                        }),
                streaming(
                        "calls the listener on a thread of its own",
                        "the_listener_is_called_on_the_callers_thread",
                        (intact, request, listener) -> {
                            ModelResponse response = intact.send(request);
                            Thread.ofVirtual()
                                    .start(() -> listener.text(response.text()))
                                    .join();
                            return response;
                        }),
                streaming(
                        "takes a stream that broke off for a whole one",
                        "a_stream_that_breaks_off_is_a_failure_and_is_not_repeated",
                        (intact, request, listener) -> {
                            List<String> parts = new ArrayList<>();
                            try {
                                return intact.stream(request, part -> {
                                    parts.add(part);
                                    listener.text(part);
                                });
                            } catch (ModelException e) {
                                if (e.kind() != Kind.RESPONSE_CUT_OFF) {
                                    throw e;
                                }
                                return new ScriptedBackend("salvaged")
                                        .response(String.join("", parts), StopReason.END_TURN);
                            }
                        }),
                streaming(
                        "streams again what failed in the middle",
                        "a_stream_that_fails_in_the_middle_says_why_and_is_not_repeated",
                        BrokenStreams::repeat),
                streaming(
                        "calls a stream that failed one that broke off",
                        "a_stream_that_fails_in_the_middle_says_why_and_is_not_repeated",
                        (intact, request, listener) -> {
                            try {
                                return intact.stream(request, listener);
                            } catch (ModelException e) {
                                throw ModelException.builder(Kind.RESPONSE_CUT_OFF, "it broke off")
                                        .attempts(e.attempts())
                                        .build();
                            }
                        }),
                streaming(
                        "wraps what a listener throws",
                        "what_a_listener_throws_ends_the_call_and_comes_out_as_it_is",
                        (intact, request, listener) -> {
                            try {
                                return intact.stream(request, listener);
                            } catch (IllegalStateException e) {
                                throw ModelException.builder(Kind.INVALID_RESPONSE, "the listener failed")
                                        .cause(e)
                                        .build();
                            }
                        }),
                streaming(
                        "listens on when the listener has had enough",
                        "what_a_listener_throws_ends_the_call_and_comes_out_as_it_is",
                        BrokenStreams::listenOn));
    }

    private static ModelResponse repeat(ModelBackend intact, ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        try {
            return intact.stream(request, listener);
        } catch (ModelException e) {
            return intact.stream(request, listener);
        }
    }

    private static ModelResponse listenOn(ModelBackend intact, ModelRequest request, ModelStreamListener listener)
            throws ModelException, InterruptedException {
        List<RuntimeException> thrown = new ArrayList<>();
        ModelResponse response = intact.stream(request, part -> {
            try {
                listener.text(part);
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        if (!thrown.isEmpty()) {
            throw thrown.getFirst();
        }
        return response;
    }
}
