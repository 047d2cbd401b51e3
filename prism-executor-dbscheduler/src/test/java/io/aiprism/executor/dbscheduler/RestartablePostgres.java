package io.aiprism.executor.dbscheduler;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A PostgreSQL of the test's own that can be ended as a crash would, and started again on its data. */
final class RestartablePostgres implements Closeable {
    private final Path data;
    private final EmbeddedPostgres server;
    private final Path programs;

    RestartablePostgres(Path data) throws IOException {
        this.data = data;
        this.server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("max_connections", "200")
                // Off by default here, which loses what was committed last.
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        this.programs = Path.of(ProcessHandle.of(postmaster())
                        .orElseThrow()
                        .info()
                        .command()
                        .orElseThrow())
                .getParent();
    }

    int port() {
        return server.getPort();
    }

    DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** Ends it without a farewell to anybody; its data is recovered from the log at the next start. */
    void stopImmediately() throws IOException, InterruptedException {
        control("stop", "-m", "immediate");
    }

    void kill() throws IOException, InterruptedException {
        ProcessHandle.of(postmaster()).ifPresent(process -> {
            List<ProcessHandle> all = new ArrayList<>(process.children().toList());
            all.addFirst(process);
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        });
    }

    void startAgain() throws IOException, InterruptedException {
        // "restart" takes the options of the last start, and starts also what does not run.
        control("restart", "-m", "immediate");
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    }

    private void control(String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString(), "-w"));
        command.addAll(List.of(what));
        int status = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("%s ended with status %d".formatted(command, status));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
