package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks for the smallest heap in which a document can be read, by trying: each try is a JVM of its own. */
final class SmallestHeap {
    private static final int MOST_MEGABYTES = 4_096;
    private static final int LEAST_MEGABYTES = 4;
    private static final Duration LONGEST_TRY = Duration.ofSeconds(30);

    private SmallestHeap() {}

    /** In megabytes, to about an eighth of itself. A heap in which reading takes half a minute is too small. */
    static int of(DocumentPeer peer, Path file) throws IOException, InterruptedException {
        int enough = LEAST_MEGABYTES;
        while (enough < MOST_MEGABYTES && !isEnough(peer, file, enough)) {
            enough *= 2;
        }
        int tooSmall = enough / 2;
        while (enough - tooSmall > Math.max(1, enough / 8)) {
            int middle = (enough + tooSmall) / 2;
            if (isEnough(peer, file, middle)) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return enough;
    }

    private static boolean isEnough(DocumentPeer peer, Path file, int megabytes)
            throws IOException, InterruptedException {
        List<String> jvm = List.of("-Xmx%dm".formatted(megabytes), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
        Optional<List<String>> printed =
                Forked.tryRun(FirstRead.class, jvm, List.of(peer.name(), file.toString()), LONGEST_TRY);
        return printed.isPresent();
    }
}
