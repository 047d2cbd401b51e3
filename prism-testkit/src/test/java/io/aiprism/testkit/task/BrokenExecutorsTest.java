package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.Capability;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract catches executors that are broken. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BrokenExecutorsTest {
    private static volatile BrokenExecutor underTest = new BrokenExecutor("none", "", (executor, config) -> executor);

    /** The contract on whatever is under test; run by {@link #run} only. */
    static final class BrokenContract implements TaskManagerContract {
        @Override
        public TaskExecutorHarness harness() {
            return new BrokenHarness(underTest);
        }
    }

    private record BrokenHarness(BrokenExecutor broken) implements TaskExecutorHarness {
        private static final InProcessHarness INTACT = new InProcessHarness();

        @Override
        public TaskExecutor newExecutor(TaskManagerConfig config) {
            return broken.executor().apply(INTACT.newExecutor(config), config);
        }

        @Override
        public Set<Capability> capabilities() {
            return INTACT.capabilities();
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(2);
        }
    }

    static Stream<BrokenExecutor> all() {
        return Stream.of(
                        BrokenDispatch.all(),
                        BrokenTransitions.all(),
                        BrokenHandles.all(),
                        BrokenStores.all(),
                        BrokenQueries.all(),
                        BrokenEvents.all(),
                        BrokenGroups.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_contract_catches_an_executor_that(BrokenExecutor broken) {
        TestExecutionSummary summary = run(broken);
        assertThat(summary.getTestsFoundCount()).isEqualTo(1);
        assertThat(summary.getTestsFailedCount())
                .as("%s is caught by %s", broken.flaw(), broken.caughtBy())
                .isEqualTo(1);
    }

    /** Some hundred tests for each executor: some twenty minutes. */
    @Tag("long")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @MethodSource("all")
    void the_whole_contract_names_what_is_wrong_with_an_executor_that(BrokenExecutor broken) {
        TestExecutionSummary summary = run(broken, DiscoverySelectors.selectClass(BrokenContract.class));
        assertThat(summary.getFailures())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName())
                .contains(broken.caughtBy() + "()");
    }

    @Test
    void the_intact_executor_passes_the_tests_that_catch_the_others() {
        List<String> tests = all().map(BrokenExecutor::caughtBy).distinct().toList();
        assertThat(tests).hasSizeGreaterThan(20).allSatisfy(test -> {
            TestExecutionSummary summary = run(new BrokenExecutor("is intact", test, (executor, config) -> executor));
            assertThat(summary.getTestsSucceededCount()).as(test).isEqualTo(1);
        });
    }

    private static TestExecutionSummary run(BrokenExecutor broken) {
        return run(broken, DiscoverySelectors.selectMethod(BrokenContract.class, broken.caughtBy()));
    }

    private static TestExecutionSummary run(BrokenExecutor broken, DiscoverySelector tests) {
        underTest = broken;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(tests)
                                .configurationParameter(
                                        ConformanceReporter.DIRECTORY, "target/conformance-of-broken-executors")
                                .build(),
                        listener);
        return listener.getSummary();
    }
}
