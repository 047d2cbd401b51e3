package io.aiprism.executor.dbscheduler;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Blobs in table {@code prism_blob}. */
final class DatabaseBlobs implements BlobStore {
    private final Transactions transactions;

    DatabaseBlobs(DataSource dataSource) {
        this.transactions = new Transactions(dataSource);
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        run(session -> {
            session.update("delete from prism_blob where name = ?", name);
            return session.update(
                    "insert into prism_blob (name, content, put_at)"
                            + " values (?, ?, cast(extract(epoch from current_timestamp) * 1000 as bigint))",
                    name,
                    content);
        });
    }

    @Override
    public byte[] get(String name) throws IOException {
        byte @Nullable [] content = run(
                session -> session.one("select content from prism_blob where name = ?", row -> row.getBytes(1), name));
        if (content == null) {
            throw new NoSuchFileException(name, null, "there is no such blob in table prism_blob");
        }
        return content;
    }

    @Override
    public void delete(String name) throws IOException {
        run(session -> session.update("delete from prism_blob where name = ?", name));
    }

    @Override
    public List<String> names(String after, Instant putBefore, int limit) throws IOException {
        return run(session -> session.query(
                "select name from prism_blob where name > ? and put_at < ? order by name fetch first " + limit
                        + " rows only",
                row -> row.getString(1),
                after,
                putBefore.toEpochMilli()));
    }

    private <T extends @Nullable Object> T run(Transactions.Work<T> work) throws IOException {
        try {
            return transactions.run(work);
        } catch (TaskDatabaseException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
