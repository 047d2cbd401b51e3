package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Benchmarks that belong together and fill one table. */
interface Group {
    /** By which it is called on the command line. */
    String name();

    /** What it answers, in one line. */
    String question();

    /**
     * Runs it.
     *
     * @param rawResults the folder for what JMH measured
     * @return the table with what one needs to know about the run, as Markdown
     */
    String run(Scale scale, Path rawResults) throws IOException, InterruptedException, RunnerException;

    /** Names of the pictures that a run leaves in that folder and its table links to in {@link Recording#PLOTS}. */
    default List<String> plots() {
        return List.of();
    }
}
