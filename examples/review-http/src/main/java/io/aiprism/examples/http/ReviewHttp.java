package io.aiprism.examples.http;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManager;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.util.List;

/** Reviews documents over HTTP until it gets SIGTERM. */
public final class ReviewHttp {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ReviewHttp() {}

    /** Starts the server with the options that {@code --help} tells. */
    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.println(Options.usage());
            return;
        }
        tuneJdk();
        try {
            Options options = Options.parse(List.of(args));
            Analyzers analyzers = analyzers(options);
            TaskClock clock = TaskClock.system();
            TaskManager tasks = TaskManagers.named(options.executor(), options.tasks(clock));
            ReviewServer server = ReviewServer.start(options, tasks, analyzers, Owners.anyToken(), clock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server, options), "drain"));
            System.out.println("Prism listens at " + server.address());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.usage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static Analyzers analyzers(Options options) {
        Analyzers installed = Analyzers.installed();
        List<Analyzer> chosen =
                options.analyzers().stream().map(installed::named).toList();
        return Analyzers.of(chosen);
    }

    private static void drain(ReviewServer server, Options options) {
        System.out.printf(
                "shutting down: waiting at most %d s for analyses to end%n",
                options.drainTimeout().toSeconds());
        try {
            DrainReport report = server.drain(options.drainTimeout());
            System.out.printf(
                    "shut down: %d analyses ended, %d were cancelled, %d did not stop%n",
                    report.finished(), report.cancelled(), report.stillRunning());
        } catch (InterruptedException e) {
            System.out.println("interrupted: analyses were cancelled");
        }
    }

    /** What the JDK reads once, before its HTTP server and its virtual threads are used for the first time. */
    private static void tuneJdk() {
        // The server's streams hold a monitor while they wait for a client. Before JDK 24 that holds the platform
        // thread below
        // a virtual one as well, so that a few slow uploads could take them all.
        if (Runtime.version().feature() < 24) {
            setDefault("jdk.virtualThreadScheduler.parallelism", "64");
        }
        // Seconds for a request to arrive. Without it a client that stops in the middle is waited for without end.
        setDefault("sun.net.httpserver.maxReqTime", "60");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
