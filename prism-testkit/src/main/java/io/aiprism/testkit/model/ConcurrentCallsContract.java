package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How calls of several threads get on with each other. */
public interface ConcurrentCallsContract extends ModelContractPart {
    @ParameterizedTest
    @EnumSource
    default void calls_of_many_threads_do_not_mix(CallWay way) throws Exception {
        int threads = 16;
        int each = 8;
        try (ModelFixture fixture = ModelFixture.open(this)) {
            fixture.provider.thenEcho();
            var begin = new CountDownLatch(1);
            List<ModelFixture.Running<List<String>>> callers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "caller " + thread;
                callers.add(fixture.inThread(() -> {
                    begin.await();
                    List<String> heard = new ArrayList<>();
                    for (int call = 0; call < each; call++) {
                        ModelResponse response =
                                way.call(fixture.backend, ModelFixture.request(name + ", call " + call));
                        assertThat(response.attempts()).hasSize(1);
                        heard.add(response.text());
                    }
                    return heard;
                }));
            }

            begin.countDown();

            for (int thread = 0; thread < threads; thread++) {
                List<String> expected = new ArrayList<>();
                for (int call = 0; call < each; call++) {
                    expected.add("caller %d, call %d".formatted(thread, call));
                }
                assertThat(callers.get(thread).get()).isEqualTo(expected);
            }
            assertThat(fixture.provider.calls()).isEqualTo(threads * each);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_call_does_not_wait_for_those_of_others(CallWay way) throws Exception {
        int slow = 8;
        try (ModelFixture fixture = ModelFixture.open(this)) {
            for (int call = 1; call <= slow; call++) {
                fixture.provider.then(new ProviderAnswer.Never());
                fixture.inThread(() -> way.call(fixture.backend, ModelFixture.request("Hello")));
                fixture.awaitInFlight(call);
            }
            fixture.provider.then(ModelFixture.text("Fine."));

            assertThat(fixture.inThread(() -> way.call(fixture.backend, ModelFixture.request("Hello")))
                            .get()
                            .text())
                    .isEqualTo("Fine.");
        }
    }
}
