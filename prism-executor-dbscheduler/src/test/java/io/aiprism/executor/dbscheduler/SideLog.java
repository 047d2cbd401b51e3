package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskContext;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What handlers of one process have done, written as it happens, so that it outlives a kill: a line for each word. Thread-safe. */
final class SideLog implements Closeable {
    private final OutputStream out;
    private final String node;
    private final ReentrantLock lock = new ReentrantLock();

    /** What a handler did. */
    enum Kind {
        START,
        /** Ran the body of a step. */
        STEP,
        /** Was told that its result is no longer wanted. */
        REVOKED,
        RETURN,
        THROW
    }

    /**
     * A word of a handler.
     *
     * @param at milliseconds since the epoch, by the machine's clock
     * @param text the step's name, what was returned or the message of what was thrown
     */
    record Line(Kind kind, String task, int attempt, String node, long at, String text) {}

    SideLog(Path file, String node) throws IOException {
        // Not a channel: that would be closed by the interrupt of a thread that writes.
        this.out = new FileOutputStream(file.toFile(), true);
        this.node = node;
    }

    void add(Kind kind, TaskContext task, String text) {
        String line = String.join(
                "\t",
                kind.name(),
                task.id().toString(),
                Integer.toString(task.attempt()),
                node,
                Long.toString(System.currentTimeMillis()),
                text.replaceAll("\\s", " "));
        lock.lock();
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log of node " + node, e);
        } finally {
            lock.unlock();
        }
    }

    /** The lines of a file, but for one that a kill has cut. */
    static List<Line> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String written = Files.readString(file);
        List<Line> lines = new ArrayList<>();
        for (String line :
                written.substring(0, written.lastIndexOf('\n') + 1).lines().toList()) {
            String[] part = line.split("\t", -1);
            lines.add(new Line(
                    Kind.valueOf(part[0]),
                    part[1],
                    Integer.parseInt(part[2]),
                    part[3],
                    Long.parseLong(part[4]),
                    part[5]));
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
