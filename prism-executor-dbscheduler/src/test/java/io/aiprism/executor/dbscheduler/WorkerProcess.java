package io.aiprism.executor.dbscheduler;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A place in the cluster: one worker after the other, and their way to the database. Used by one thread. */
final class WorkerProcess implements Closeable {
    private final int number;
    private final Path folder;
    private final ChaosGuard guard;
    private final long fast;
    private final CuttableProxy way;
    private final List<String> names = new ArrayList<>();
    private Process process;

    /**
     * @param fast by how many milliseconds its clock is fast
     */
    WorkerProcess(int number, Path folder, ChaosGuard guard, int database, long fast) throws IOException {
        this.number = number;
        this.folder = folder;
        this.guard = guard;
        this.fast = fast;
        this.way = new CuttableProxy(database);
        this.process = start();
    }

    CuttableProxy way() {
        return way;
    }

    /** The present worker's name. */
    String name() {
        return names.getLast();
    }

    /** The side log of the present worker. */
    Path log() {
        return log(name());
    }

    /** The side logs of all workers that have been in this place. */
    List<Path> logs() {
        return names.stream().map(this::log).toList();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Asks for a graceful end, which is awaited. */
    int terminate() throws IOException, InterruptedException {
        signal("TERM");
        return process.waitFor();
    }

    void restart() throws IOException {
        process = start();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private Process start() throws IOException {
        names.add("worker%d-%d".formatted(number, names.size() + 1));
        File said = folder.resolve(name() + ".said").toFile();
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        classPath(),
                        ChaosWorker.class.getName(),
                        Integer.toString(way.port()),
                        name(),
                        log().toString(),
                        Long.toString(fast))
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        guard.watch(started);
        return started;
    }

    /** That of this test, which may be on the module path, with its classes patched in. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                folderOf(ChaosWorker.class),
                folderOf(DbSchedulerExecutor.class),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }

    private static String folderOf(Class<?> type) {
        try {
            URL found = type.getResource(type.getSimpleName() + ".class");
            if (found == null) {
                throw new IllegalStateException("the class file of %s is not found".formatted(type));
            }
            Path folder = Path.of(found.toURI()).getParent();
            for (int depth = type.getPackageName().split("\\.", -1).length; depth > 0; depth--) {
                folder = folder.getParent();
            }
            return folder.toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        way.close();
    }
}
