package io.aiprism.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command line in a process of its own. Closing it ends the process, if that has not ended. */
final class PrismProcess implements AutoCloseable {
    private static final long PATIENCE = 110;

    private final Process process;
    private final BufferedReader err;
    private final Path out;
    private final List<String> said = new ArrayList<>();

    private PrismProcess(Process process, Path out) {
        this.process = process;
        this.err = process.errorReader();
        this.out = out;
    }

    /**
     * Starts it.
     *
     * @param folder the user's data is kept in here, and what it prints
     * @param properties of the virtual machine
     */
    static PrismProcess start(Path folder, Map<String, String> properties, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dprism.terminal=err");
        properties.forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrismCli.class.getName()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "out", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("XDG_DATA_HOME", folder.toString());
        environment.put("LOCALAPPDATA", folder.toString());
        environment.put("HOME", folder.toString());
        environment.put("PRISM_TEST_PASSWORD", "postgres");
        return new PrismProcess(builder.start(), out);
    }

    /** Reads what it says on standard error until a line, or a state of the progress bar, is as it should be. */
    String awaitLine(Predicate<String> wanted) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("it ended, and had said: " + said);
    }

    /** Waits for the end. Returns the exit code. */
    int await() throws IOException, InterruptedException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.add(line);
        }
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does. */
    void terminate() {
        // Process.destroy would close what it says as well.
        process.toHandle().destroy();
    }

    /** What it has said on standard error, as far as that was read. */
    List<String> said() {
        return said;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
