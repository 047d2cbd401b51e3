package io.aiprism.executor.dbscheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps the inputs and results of tasks that are too large for a row, each under a name that is given once: 1 to 60 lower-case
 * letters, digits and hyphens. All processes of a task database need the same one. Thread-safe.
 *
 * <p>A blob is put before the transaction that refers to it. Blobs that no task refers to any more are found by {@link #names}
 * and deleted, some at each purge.
 */
public interface BlobStore {
    /**
     * Keeps bytes under a name, in place of what was there. When this returns, every process can read them.
     *
     * @throws IOException if they could not be kept
     */
    void put(String name, byte[] content) throws IOException;

    /**
     * Reads what is kept under a name.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing
     * @throws IOException if it could not be read now
     */
    byte[] get(String name) throws IOException;

    /**
     * Drops what is kept under a name, if there is something.
     *
     * @throws IOException if it could not be dropped
     */
    void delete(String name) throws IOException;

    /**
     * Names of what was put before a time, in ascending order.
     *
     * @param after only names behind this one; empty for all
     * @param limit how many at most
     * @throws IOException if they could not be read
     */
    List<String> names(String after, Instant putBefore, int limit) throws IOException;

    /** Blobs in the table {@code prism_blob} of a database, which is made by the same SQL file as the others. */
    static BlobStore inDatabase(DataSource dataSource) {
        return new DatabaseBlobs(dataSource);
    }

    /** Blobs as files in a directory that all processes share. It is made when it is needed. */
    static BlobStore inDirectory(Path directory) {
        return new DirectoryBlobs(directory);
    }
}
