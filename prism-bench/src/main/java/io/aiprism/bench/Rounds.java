package io.aiprism.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks with JMH, round by round. */
final class Rounds {
    /** Benchmarks to be run with these numbers of threads. */
    record Plan(String include, List<Integer> threads) {}

    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g");

    private Rounds() {}

    /** The results of each round. Also writes all of them as JMH's JSON. */
    static List<List<RunResult>> run(Scale scale, Path json, List<Plan> plans) throws IOException, RunnerException {
        List<List<RunResult>> rounds = new ArrayList<>();
        List<RunResult> all = new ArrayList<>();
        for (int round = 1; round <= scale.rounds(); round++) {
            List<RunResult> results = new ArrayList<>();
            for (Plan plan : plans) {
                for (int threads : plan.threads()) {
                    System.err.printf(
                            "round %d of %d: %s, %d threads%n", round, scale.rounds(), plan.include(), threads);
                    results.addAll(run(scale, plan.include(), threads));
                }
            }
            rounds.add(results);
            all.addAll(results);
            try (var out = new PrintStream(json.toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(all);
            }
        }
        return rounds;
    }

    private static Collection<RunResult> run(Scale scale, String include, int threads) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(scale.iterationTime().toMillis());
        return new Runner(new OptionsBuilder()
                        .include(include)
                        .threads(threads)
                        .forks(1)
                        .warmupIterations(scale.warmups())
                        .warmupTime(time)
                        .measurementIterations(scale.iterations())
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTimeProfiler.class)
                        .jvmArgsAppend(JVM.toArray(String[]::new))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }
}
