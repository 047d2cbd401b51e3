package io.aiprism.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aiprism.Prism;
import io.aiprism.analysis.Analyzers;
import io.aiprism.checklist.Checklist;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.task.DrainReport;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: takes requests, each on a virtual thread, and ends in order. */
final class ReviewServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewServer.class);
    private static final int BACKLOG = 1_024;
    private static final int MAX_DISCARDED = 64 << 20;
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(10);

    private final HttpServer http;
    private final TaskManager tasks;
    private final Prism prism;
    private final Optional<ReviewModel> model;
    private final Api api;
    private final InFlight inFlight = new InFlight();

    private ReviewServer(HttpServer http, TaskManager tasks, Prism prism, Optional<ReviewModel> model, Api api) {
        this.http = http;
        this.tasks = tasks;
        this.prism = prism;
        this.model = model;
        this.api = api;
    }

    /**
     * Starts a server.
     *
     * @param tasks runs the analyses; closed with the server
     * @param model that takes part by one of the analyzers; closed with the server
     * @throws IOException if the address cannot be had
     */
    static ReviewServer start(
            Options options,
            TaskManager tasks,
            Analyzers analyzers,
            Optional<ReviewModel> model,
            Owners owners,
            TaskClock clock)
            throws IOException {
        Checklist checklist = Checklist.builtIn("general-report");
        HttpServer http = HttpServer.create(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        Prism.Builder builder = Prism.builder(tasks);
        analyzers.all().forEach(builder::analyzer);
        Prism prism = builder.build();
        var documents = new Documents(options.limits(), clock);
        var api = new Api(tasks, prism, checklist, documents, new Uploads(options.maxUploadBytes()), model, owners);
        var server = new ReviewServer(http, tasks, prism, model, api);
        http.createContext("/", server::handle);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        return server;
    }

    URI address() {
        InetSocketAddress address = http.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
    }

    int inFlight() {
        return inFlight.count();
    }

    /**
     * Takes no new work, lets the analyses that were accepted end and the requests be answered, and stops.
     *
     * @param atMost how long analyses may go on; they are cancelled then
     */
    DrainReport drain(Duration atMost) throws InterruptedException {
        api.drain();
        DrainReport report = tasks.drain(atMost, AFTER_DRAIN);
        // Every analysis has ended, so no request waits for one any more.
        int unanswered = inFlight.close(AFTER_DRAIN);
        if (unanswered > 0) {
            LOG.warn("{} requests were not answered", unanswered);
        }
        close();
        return report;
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.stop(0);
        tasks.close();
        prism.close();
        model.ifPresent(ReviewModel::close);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (inFlight.enter()) {
                try {
                    send(exchange, answer(exchange));
                } finally {
                    inFlight.leave();
                }
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return api.answer(Call.of(exchange));
        } catch (ProblemException e) {
            return e.answer();
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Answer.problem(500, "internal", "the server failed; it has written down why");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = (answer.body().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body);
        out.flush();
        discard(exchange.getRequestBody());
    }

    /**
     * Reads what was not wanted of a request. A connection that is closed while the client still sends is reset, and the client
     * may not see its answer.
     */
    private static void discard(InputStream rest) throws IOException {
        byte[] buffer = new byte[8_192];
        int left = MAX_DISCARDED;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = rest.read(buffer);
            left -= read;
        }
    }
}
