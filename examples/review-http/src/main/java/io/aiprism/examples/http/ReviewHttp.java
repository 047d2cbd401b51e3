package io.aiprism.examples.http;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.bedrock.testkit.FakeBedrockMain;
import io.aiprism.examples.models.MissingCredentialsException;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManager;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reviews documents over HTTP, or stands in for Amazon Bedrock, until it gets SIGTERM. */
public final class ReviewHttp {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ReviewHttp() {}

    /** Starts the server with the options that {@code --help} tells. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0 && args[0].equals("fake-bedrock")) {
            FakeBedrockMain.main(List.of(args).subList(1, args.length).toArray(String[]::new));
            return;
        }
        if (List.of(args).contains("--help")) {
            System.out.println(Options.usage());
            return;
        }
        tuneJdk();
        try {
            Options options = Options.parse(List.of(args));
            ReviewServer server = start(options, System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server, options), "drain"));
            System.out.println("Prism listens at " + server.address());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.usage());
            System.exit(USAGE);
        } catch (MissingCredentialsException | IOException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** Starts a server, or leaves nothing behind. */
    static ReviewServer start(Options options, Map<String, String> environment)
            throws MissingCredentialsException, IOException {
        Optional<ReviewModel> model = Optional.empty();
        if (options.model().isPresent()) {
            model = Optional.of(ReviewModel.open(options.model().get(), environment));
        }
        try {
            Analyzers analyzers = analyzers(options, model);
            TaskClock clock = TaskClock.system();
            TaskManager tasks = TaskManagers.named(options.executor(), options.tasks(clock));
            return ReviewServer.start(options, tasks, analyzers, model, Owners.anyToken(), clock);
        } catch (IllegalArgumentException | IOException e) {
            model.ifPresent(ReviewModel::close);
            throw e;
        }
    }

    static Analyzers analyzers(Options options, Optional<ReviewModel> model) {
        List<Analyzer> all = new ArrayList<>(Analyzers.installed().all());
        model.ifPresent(opened -> all.add(opened.analyzer()));
        Analyzers named = Analyzers.of(all);
        return Analyzers.of(
                options.analyzers().stream().distinct().map(named::named).toList());
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
