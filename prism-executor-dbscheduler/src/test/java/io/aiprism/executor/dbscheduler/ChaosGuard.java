package io.aiprism.executor.dbscheduler;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A shell that waits for the end of the test, however it ends: then it kills what is left of its processes, stopped ones
 * too, and deletes its folder.
 */
final class ChaosGuard implements Closeable {
    private static final String SCRIPT = """
        trap '' INT TERM HUP
        pids=
        while read -r pid; do pids="$pids $pid"; done
        for pid in $pids; do
          if tr '\\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$1"; then kill -9 "$pid"; fi
        done
        pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null)
        if [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null; then
          while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
        fi
        rm -rf "$1"
        """;

    private final Process process;
    private final Writer pids;

    ChaosGuard(Path folder) throws IOException {
        // A session of its own, so that what ends the test does not end it too.
        process = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "guard", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        pids = process.outputWriter(StandardCharsets.UTF_8);
    }

    void watch(Process worker) throws IOException {
        pids.write(worker.pid() + "\n");
        pids.flush();
    }

    @Override
    public void close() throws IOException {
        pids.close();
        process.onExit().join();
    }
}
