package io.aiprism.executor.dbscheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Blobs as files, which are written aside and then moved into place. */
final class DirectoryBlobs implements BlobStore {
    private static final String UNFINISHED = ".part";

    private final Path directory;

    DirectoryBlobs(Path directory) {
        this.directory = directory;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Files.createDirectories(directory);
        Path aside = Files.createTempFile(directory, name, UNFINISHED);
        try {
            Files.write(aside, content);
            Files.move(aside, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    @Override
    public byte[] get(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public List<String> names(String after, Instant putBefore, int limit) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> sorted;
        try (Stream<Path> files = Files.list(directory)) {
            sorted = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.compareTo(after) > 0)
                    .sorted()
                    .toList();
        }
        List<String> names = new ArrayList<>();
        for (String name : sorted) {
            if (names.size() < limit
                    && Files.getLastModifiedTime(file(name)).toInstant().isBefore(putBefore)) {
                names.add(name);
            }
        }
        return names;
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
