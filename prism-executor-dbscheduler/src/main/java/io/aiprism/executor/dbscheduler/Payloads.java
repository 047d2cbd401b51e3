package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskOutcome;
import io.aiprism.task.spi.NewGroup;
import io.aiprism.task.spi.NewTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inputs and results as they are in the rows of tasks: themselves, or a reference to a blob if they are large. A reference
 * begins with the bytes 0 and 1; bytes that begin with 0 themselves are kept behind 0 and 0. Thread-safe.
 */
final class Payloads {
    private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);
    private static final byte MARK = 0;
    private static final byte ITSELF = 0;
    private static final byte REFERENCE = 1;
    private static final int UUID_LENGTH = 36;
    private static final int SWEPT_AT_ONCE = 200;
    /** How long a blob may wait for the transaction that refers to it. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private final BlobStore blobs;
    private final int largest;
    private volatile String swept = "";

    /**
     * @param largest how many bytes are kept in a row at most
     */
    Payloads(BlobStore blobs, int largest) {
        this.blobs = blobs;
        this.largest = largest;
    }

    NewTask put(NewTask task) {
        return task.withInput(put(task.id() + "-input", (byte[]) task.input()));
    }

    NewGroup put(NewGroup group) {
        return new NewGroup(group.id(), group.members().stream().map(this::put).toList(), group.finisher());
    }

    /** What is recorded of an outcome. */
    TaskOutcome<?> put(StoredLease lease, TaskOutcome<?> outcome) {
        return outcome instanceof TaskOutcome.Succeeded<?>(byte[] result)
                ? new TaskOutcome.Succeeded<>(put("%s-result-%d".formatted(lease.id(), lease.attempt()), result))
                : outcome;
    }

    /** An outcome as it was before it was recorded. */
    TaskOutcome<?> get(TaskOutcome<?> recorded) {
        try {
            return recorded instanceof TaskOutcome.Succeeded<?>(byte[] result)
                    ? new TaskOutcome.Succeeded<>(get(result))
                    : recorded;
        } catch (IOException e) {
            throw new TaskDatabaseException("the result of a task could not be read: " + e, e);
        }
    }

    byte[] get(byte[] recorded) throws IOException {
        if (recorded.length < 2 || recorded[0] != MARK) {
            return recorded;
        }
        byte[] rest = Arrays.copyOfRange(recorded, 2, recorded.length);
        return recorded[1] == ITSELF ? rest : blobs.get(new String(rest, StandardCharsets.US_ASCII));
    }

    private byte[] put(String name, byte[] content) {
        if (content.length <= largest) {
            return content.length > 0 && content[0] == MARK ? marked(ITSELF, content) : content;
        }
        try {
            blobs.put(name, content);
        } catch (IOException e) {
            throw new TaskDatabaseException(
                    "%d bytes could not be kept as blob %s: %s".formatted(content.length, name, e), e);
        }
        return marked(REFERENCE, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] marked(byte kind, byte[] rest) {
        byte[] marked = new byte[rest.length + 2];
        marked[0] = MARK;
        marked[1] = kind;
        System.arraycopy(rest, 0, marked, 2, rest.length);
        return marked;
    }

    /** Deletes some of the blobs whose tasks have expired or were never recorded, and goes on with the next ones next time. */
    void sweep(Transactions transactions, Instant now) {
        try {
            List<String> names = blobs.names(swept, now.minus(YOUNG), SWEPT_AT_ONCE);
            swept = names.size() < SWEPT_AT_ONCE ? "" : names.getLast();
            Set<UUID> tasks = new HashSet<>();
            names.stream().filter(Payloads::isOurs).forEach(name -> tasks.add(task(name)));
            tasks.removeAll(kept(transactions, tasks));
            for (String name : names) {
                if (isOurs(name) && tasks.contains(task(name))) {
                    blobs.delete(name);
                }
            }
        } catch (IOException e) {
            LOG.warn("blobs that no task needs were not deleted; it is tried again", e);
        }
    }

    private static Set<UUID> kept(Transactions transactions, Set<UUID> tasks) {
        return transactions.run(session -> {
            Set<UUID> kept = new HashSet<>();
            for (UUID task : tasks) {
                UUID found = session.one(
                        "select id from prism_task where id = ? and expired_at is null",
                        row -> row.getObject(1, UUID.class),
                        task);
                if (found != null) {
                    kept.add(found);
                }
            }
            return kept;
        });
    }

    private static boolean isOurs(String name) {
        return name.matches("[0-9a-f-]{36}-(input|result-[0-9]+)");
    }

    private static UUID task(String name) {
        return TaskTable.uuid(TaskId.parse(name.substring(0, UUID_LENGTH)));
    }
}
