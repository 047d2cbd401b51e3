package io.aiprism.testkit.task;

import io.aiprism.task.Codec;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.testkit.task.ConformanceReport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes a {@link ConformanceReport} of a test class. {@link TaskManagerContract} brings it along. */
public final class ConformanceReporter implements BeforeEachCallback, TestWatcher, AfterAllCallback {
    /** JUnit configuration parameter: the directory of the reports. Defaults to {@code target/conformance}. */
    public static final String DIRECTORY = "prism.conformance.directory";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ConformanceReporter.class);

    private record Run(TaskExecutorHarness harness, Queue<Result> results) {}

    /** Creates an extension; JUnit does. */
    public ConformanceReporter() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof ContractPart part) {
            classStore(context)
                    .computeIfAbsent(Run.class, key -> new Run(part.harness(), new ConcurrentLinkedQueue<>()));
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        add(context, "passed", Optional.empty());
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        add(context, "failed", Optional.ofNullable(cause));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        add(context, "skipped", Optional.ofNullable(cause));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Optional<Run> run = Optional.ofNullable(classStore(context).get(Run.class, Run.class));
        if (run.isPresent()) {
            write(context, report(context, run.get()));
        }
    }

    private static void add(ExtensionContext context, String result, Optional<Throwable> cause) {
        Optional<Run> run = Optional.ofNullable(classStore(context).get(Run.class, Run.class));
        String part = context.getRequiredTestMethod().getDeclaringClass().getSimpleName();
        String name = context.getRequiredTestMethod().getName();
        run.ifPresent(each -> each.results()
                .add(new Result(
                        part, name, result, cause.map(Throwable::toString).orElse(""))));
    }

    private static ExtensionContext.Store classStore(ExtensionContext context) {
        ExtensionContext classContext = context;
        while (classContext.getTestMethod().isPresent()) {
            classContext = classContext.getParent().orElseThrow();
        }
        return classContext.getStore(NAMESPACE);
    }

    private static ConformanceReport report(ExtensionContext context, Run run) {
        List<Result> results = run.results().stream()
                .sorted(Comparator.comparing(Result::part).thenComparing(Result::name))
                .toList();
        return new ConformanceReport(
                ConformanceReport.VERSION,
                executorName(run.harness()),
                context.getRequiredTestClass().getName(),
                new TreeSet<>(run.harness().capabilities()),
                count(results, "passed"),
                count(results, "failed"),
                results);
    }

    private static String executorName(TaskExecutorHarness harness) {
        TaskExecutor executor = harness.newExecutor(TaskManagerConfig.DEFAULT);
        // One that cannot be closed must not keep the report from being written.
        Thread.ofPlatform().daemon().name("conformance").start(executor::close);
        return executor.name();
    }

    private static int count(List<Result> results, String result) {
        return (int)
                results.stream().filter(each -> each.result().equals(result)).count();
    }

    private static void write(ExtensionContext context, ConformanceReport report) throws IOException {
        Path directory = Path.of(context.getConfigurationParameter(DIRECTORY).orElse("target/conformance"));
        Files.createDirectories(directory);
        Files.write(
                directory.resolve(report.executor() + ".json"),
                Codec.json(ConformanceReport.class).encode(report));
    }
}
