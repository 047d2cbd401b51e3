package io.aiprism.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.StopReason;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract catches backends that are broken. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BrokenBackendsTest {
    private static volatile BrokenBackend underTest = new BrokenBackend("none", "", backend -> backend);

    /** The contract on whatever is under test; run by {@link #run} only. */
    static final class BrokenContract implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new Impatient(new ScriptedProvider(underTest.breaking()));
        }
    }

    /** Waits for what does not happen, and not for long. */
    private record Impatient(ModelProvider provider) implements ModelProvider {
        @Override
        public ModelBackend backend() {
            return provider.backend();
        }

        @Override
        public void then(ProviderAnswer answer) {
            provider.then(answer);
        }

        @Override
        public void thenEcho() {
            provider.thenEcho();
        }

        @Override
        public Set<ProviderCapability> capabilities() {
            return provider.capabilities();
        }

        @Override
        public Set<ModelException.Kind> failures() {
            return provider.failures();
        }

        @Override
        public Set<StopReason> stopReasons() {
            return provider.stopReasons();
        }

        @Override
        public int calls() {
            return provider.calls();
        }

        @Override
        public void awaitInFlight(int count) throws InterruptedException {
            provider.awaitInFlight(count);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void close() {
            provider.close();
        }
    }

    static Stream<BrokenBackend> all() {
        return Stream.of(BrokenAnswers.all(), BrokenFailures.all(), BrokenStreams.all(), BrokenEnds.all())
                .flatMap(List::stream);
    }

    static Stream<String> promises() {
        return Arrays.stream(ModelBackendContract.class.getMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("openProvider"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_contract_catches_a_backend_that(BrokenBackend broken) {
        TestExecutionSummary summary = run(broken);
        assertThat(summary.getTestsFoundCount()).isPositive();
        assertThat(summary.getTestsFailedCount())
                .as("%s is caught by %s", broken.flaw(), broken.caughtBy())
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("promises")
    void every_promise_is_broken_by_some_backend_and_kept_by_the_intact_one(String promise) {
        assertThat(all()).extracting(BrokenBackend::caughtBy).contains(promise);
        TestExecutionSummary summary = run(new BrokenBackend("is intact", promise, backend -> backend));
        assertThat(summary.getTestsSucceededCount()).isPositive();
        assertThat(summary.getTestsFailedCount()).isZero();
        assertThat(summary.getTestsAbortedCount()).isZero();
    }

    @Test
    void no_flaw_is_listed_twice() {
        assertThat(all()).extracting(BrokenBackend::flaw).doesNotHaveDuplicates();
    }

    private static TestExecutionSummary run(BrokenBackend broken) {
        underTest = broken;
        Method test = Arrays.stream(ModelBackendContract.class.getMethods())
                .filter(method -> method.getName().equals(broken.caughtBy()))
                .findAny()
                .orElseThrow(() -> new AssertionError("the contract has no test " + broken.caughtBy()));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectMethod(BrokenContract.class, test))
                                .build(),
                        listener);
        return listener.getSummary();
    }
}
