package io.aiprism.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long does the first read take in a JVM that has done nothing before, and can it be done in this heap at all? Called with
 * the name of a peer and a file that {@link DocumentFile} has made.
 */
public final class FirstRead {
    private FirstRead() {}

    /** Reads once, and prints how many milliseconds that took from the start of {@code main}. */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        byte[] file = Files.readAllBytes(Path.of(args[1]));
        if (DocumentPeer.valueOf(args[0]).documents().read(file) == 0) {
            throw new IllegalStateException("no text");
        }
        System.out.println((System.nanoTime() - start) / 1_000_000);
    }
}
