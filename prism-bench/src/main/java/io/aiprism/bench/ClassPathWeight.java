package io.aiprism.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What an application that uses Prism in a certain way has on its class path at run time, as Maven resolved it for this build. */
enum ClassPathWeight {
    /** Models on Bedrock. */
    BEDROCK("prism-bedrock, prism-gateway, prism-core", "prism-weight-bedrock", 45, 14),
    /** Models on Bedrock review Word documents. */
    WORD("the same, prism-docx and one executor", "prism-weight-word", 60, 36);

    private static final long MEGABYTE = 1_000_000;

    private final String label;
    private final String module;
    private final int goalJars;
    private final int goalMegabytes;

    ClassPathWeight(String label, String module, int goalJars, int goalMegabytes) {
        this.label = label;
        this.module = module;
        this.goalJars = goalJars;
        this.goalMegabytes = goalMegabytes;
    }

    String label() {
        return label;
    }

    /** How many jars it may be. */
    int goalJars() {
        return goalJars;
    }

    /** How many bytes it may be. */
    long goalBytes() {
        return goalMegabytes * MEGABYTE;
    }

    /** The jars; a module that is not packed yet is the folder of its classes. */
    List<Path> jars() {
        String name = "/io/aiprism/weight/%s.txt".formatted(module);
        try (InputStream in = ClassPathWeight.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("%s is not on the class path".formatted(name));
            }
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Stream.of(list.split("\\|", -1)).map(Path::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Their size on disk; of a folder, its size as a jar. */
    long bytes() {
        return jars().stream().mapToLong(ClassPathWeight::bytes).sum();
    }

    private static long bytes(Path path) {
        try {
            return Files.isDirectory(path) ? packed(path) : Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static long packed(Path folder) throws IOException {
        var counted = new Counting();
        try (var zip = new ZipOutputStream(counted);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return counted.bytes;
    }

    /** Throws away what is written, and knows how much it was. */
    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
