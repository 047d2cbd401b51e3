package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/** What reading Word documents and writing comments into them costs, beside other libraries and beside what it cannot cost less. */
final class DocumentsGroup implements Group {
    private static final double GOAL_READ = 1.3;
    private static final double GOAL_ALLOCATION = 0.1;
    private static final double GOAL_ANNOTATE = 2;
    private static final long GOAL_FIRST_MILLIS = 500;

    private static final String READ = "read";
    private static final String ANNOTATE = "annotate";
    private static final String COPY = "copyAndZip";
    private static final int[] PAGES = {10, 200, 2_000};
    private static final int MOST_COMMENTS = 1_000;
    private static final int FIRST_READ_PAGES = 200;
    private static final int FIRST_READS = 5;

    /** What needs a JVM of its own for each try. */
    private record Cold(Map<DocumentPeer, Long> firstMillis, Map<DocumentPeer, List<Integer>> megabytes) {}

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String question() {
        return "what does reading and annotating Word documents cost, beside other libraries?";
    }

    @Override
    public String run(Scale scale, Path rawResults) throws IOException, InterruptedException, RunnerException {
        var machine = new Machine();
        List<Rounds.Plan> plans = List.of(
                new Rounds.Plan("DocumentBenchmark.(read|annotate|copyAndZip)$", List.of(1)),
                new Rounds.Plan("DocumentBenchmark.readAndAnnotate$", List.of(1)));
        DocumentResults results = DocumentResults.of(Rounds.run(scale, rawResults.resolve(name() + ".json"), plans));
        Cold cold = cold(scale, rawResults);
        return String.join(
                "\n\n",
                machine.describe(scale),
                table(results).toString(),
                coldTable(cold, sizes(scale)).toString(),
                goals(results, cold).toString());
    }

    private static int[] sizes(Scale scale) {
        return scale.equals(Scale.QUICK) ? new int[] {FIRST_READ_PAGES} : PAGES;
    }

    private static Cold cold(Scale scale, Path folder) throws IOException, InterruptedException {
        Map<DocumentPeer, Long> first = new TreeMap<>();
        Map<DocumentPeer, List<Integer>> megabytes = new TreeMap<>();
        for (int pages : sizes(scale)) {
            Path file = folder.resolve("documents-%d.docx".formatted(pages));
            Files.write(file, DocumentFile.ofPages(pages));
            for (DocumentPeer peer : DocumentPeer.values()) {
                System.err.printf("new JVMs: %s, %d pages%n", peer.label(), pages);
                megabytes.computeIfAbsent(peer, key -> new ArrayList<>()).add(SmallestHeap.of(peer, file));
                if (pages == FIRST_READ_PAGES) {
                    first.put(peer, firstMillis(peer, file));
                }
            }
        }
        return new Cold(first, megabytes);
    }

    private static long firstMillis(DocumentPeer peer, Path file) throws IOException, InterruptedException {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < FIRST_READS; i++) {
            millis.add(Long.valueOf(Forked.run(FirstRead.class, List.of(), List.of(peer.name(), file.toString()))
                    .getLast()));
        }
        return millis.stream().sorted().toList().get(FIRST_READS / 2);
    }

    private static Table table(DocumentResults results) {
        var table = new Table("benchmark", "of", "pages", "comments", "ms", "× floor", "CPU ms", "MB allocated");
        for (DocumentResults.Key key : results.keys()) {
            table.add(
                    key.benchmark(),
                    key.peer()
                            .map(DocumentPeer::label)
                            .orElse(key.benchmark().equals(COPY) ? "java.util.zip" : "Prism"),
                    key.pages(),
                    key.comments() == 0 ? "" : key.comments(),
                    "%.2f".formatted(results.millis(key)),
                    "%.2f".formatted(results.ratio(key, floor(key), DocumentResults.Measured::nanos)),
                    "%.2f".formatted(results.cpuMillis(key)),
                    "%.1f".formatted(results.megabytes(key)));
        }
        return table;
    }

    /** Reading is compared with the bare pass, what writes with packing the file anew. */
    private static DocumentResults.Key floor(DocumentResults.Key key) {
        return key.benchmark().equals(READ)
                ? DocumentResults.Key.of(READ, DocumentPeer.FLOOR, key.pages())
                : DocumentResults.Key.of(COPY, key.pages(), 0);
    }

    private static Table coldTable(Cold cold, int[] sizes) {
        List<String> head = new ArrayList<>(List.of("in a new JVM", "first read of 200 pages, ms"));
        for (int pages : sizes) {
            head.add("smallest heap for %,d pages, MB".formatted(pages));
        }
        var table = new Table(head.toArray(String[]::new));
        cold.firstMillis().forEach((peer, millis) -> {
            List<Object> cells = new ArrayList<>(List.of(peer.label(), millis));
            cells.addAll(cold.megabytes().getOrDefault(peer, List.of()));
            table.add(cells.toArray());
        });
        return table;
    }

    private static Table goals(DocumentResults results, Cold cold) {
        var table = new Table("goal", "pages", "measured", "met");
        for (int pages : PAGES) {
            var read = DocumentResults.Key.of(READ, DocumentPeer.PRISM, pages);
            double ratio = results.ratio(read, floor(read), DocumentResults.Measured::nanos);
            double cpu = results.ratio(read, floor(read), DocumentResults.Measured::cpu);
            table.add(
                    "reading at most %.1f × floor".formatted(GOAL_READ),
                    pages,
                    "%.2f × (CPU %.2f ×)".formatted(ratio, cpu),
                    yesOrNo(ratio <= GOAL_READ));
        }
        for (int pages : PAGES) {
            double ratio = results.ratio(
                    DocumentResults.Key.of(READ, DocumentPeer.PRISM, pages),
                    DocumentResults.Key.of(READ, DocumentPeer.POI, pages),
                    DocumentResults.Measured::bytes);
            table.add(
                    "allocation under %.1f × POI's".formatted(GOAL_ALLOCATION),
                    pages,
                    "%.3f ×".formatted(ratio),
                    yesOrNo(ratio < GOAL_ALLOCATION));
        }
        for (int pages : PAGES) {
            var annotate = DocumentResults.Key.of(ANNOTATE, pages, MOST_COMMENTS);
            double ratio = results.ratio(annotate, floor(annotate), DocumentResults.Measured::nanos);
            double cpu = results.ratio(annotate, floor(annotate), DocumentResults.Measured::cpu);
            table.add(
                    "%,d comments under %.0f × copying and zipping".formatted(MOST_COMMENTS, GOAL_ANNOTATE),
                    pages,
                    "%.2f × (CPU %.2f ×)".formatted(ratio, cpu),
                    yesOrNo(ratio < GOAL_ANNOTATE));
        }
        long first = cold.firstMillis().getOrDefault(DocumentPeer.PRISM, Long.MAX_VALUE);
        table.add(
                "first read in a new JVM within %d ms".formatted(GOAL_FIRST_MILLIS),
                FIRST_READ_PAGES,
                first + " ms",
                yesOrNo(first <= GOAL_FIRST_MILLIS));
        return table;
    }

    private static String yesOrNo(boolean met) {
        return met ? "yes" : "no";
    }
}
