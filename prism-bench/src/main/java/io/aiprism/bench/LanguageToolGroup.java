package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** How many pages LanguageTool checks within Prism and without, and what heap a long document needs. */
final class LanguageToolGroup implements Group {
    private static final String PRISM = "prism";
    private static final String BARE = "bare";
    private static final int PAGES = 200;
    private static final int GOAL_MEGABYTES = 512;
    // A page takes a tenth of a second, and the compiler some seconds for LanguageTool's code.
    private static final int LONGER = 6;
    private static final List<Integer> MEGABYTES = List.of(256, 384, GOAL_MEGABYTES);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "languagetool";
    }

    @Override
    public String question() {
        return "how fast are spelling and grammar checked, beside LanguageTool alone, and in what heap?";
    }

    @Override
    public String run(Scale chosen, Path rawResults) throws IOException, InterruptedException, RunnerException {
        var scale = new Scale(
                chosen.rounds(),
                chosen.warmups(),
                chosen.iterations(),
                chosen.iterationTime().multipliedBy(LONGER));
        var machine = new Machine();
        List<Integer> threads = Stream.of(1, Runtime.getRuntime().availableProcessors())
                .distinct()
                .toList();
        Results results = Results.of(Rounds.run(
                scale,
                rawResults.resolve(name() + ".json"),
                List.of(new Rounds.Plan("LanguageToolBenchmark", threads))));
        return String.join("\n\n", machine.describe(scale), table(results).toString(), heap());
    }

    private static Table table(Results results) {
        var table = new Table("of", "threads", "pages/s", "CPU ms/page", "× bare", "MB allocated/page", "× bare");
        for (Row.Key key : results.keys()) {
            var bare = new Row.Key(BARE, key.peer(), key.threads());
            table.add(
                    key.benchmark().equals(PRISM) ? "Prism" : "LanguageTool alone",
                    key.threads(),
                    "%.1f".formatted(key.threads() * 1e9 / results.median(key, Row::nanos)),
                    "%.1f".formatted(results.median(key, Row::cpu) / 1e6),
                    "%.2f".formatted(results.ratio(key, bare, Row::cpu)),
                    "%.1f".formatted(results.median(key, Row::bytes) / 1e6),
                    "%.2f".formatted(results.ratio(key, bare, Row::bytes)));
        }
        return table;
    }

    private static String heap() throws IOException, InterruptedException {
        for (int megabytes : MEGABYTES) {
            System.err.printf("%d pages in %d MB%n", PAGES, megabytes);
            // This collector gives up when it does little else than collect.
            List<String> jvm =
                    List.of("-Xmx%dm".formatted(megabytes), "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");
            Optional<List<String>> printed =
                    Forked.tryRun(LanguageToolPages.class, jvm, List.of(String.valueOf(PAGES)), LONGEST_TRY);
            if (printed.isPresent()) {
                return "Smallest heap of %s MB in which %d pages are checked: %d MB, in %.1f s from the start. Goal of %d MB met: yes."
                        .formatted(
                                MEGABYTES,
                                PAGES,
                                megabytes,
                                Long.parseLong(printed.get().getLast()) / 1e3,
                                GOAL_MEGABYTES);
            }
        }
        return "%d pages are checked in none of %s MB. Goal of %d MB met: no."
                .formatted(PAGES, MEGABYTES, GOAL_MEGABYTES);
    }
}
