package io.aiprism.examples.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.task.TaskClock;
import io.aiprism.task.TaskManager;
import io.aiprism.task.engine.TaskManagers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** A server on a free port, and a client of it. */
final class Host implements AutoCloseable {
    static final String TEXT = "Incident report\n\nThe shop was closed on 3 May. TBD: say why.\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    final TaskManager tasks;
    final ReviewServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private Host(TaskManager tasks, ReviewServer server) {
        this.tasks = tasks;
        this.server = server;
    }

    static Options options(String... args) {
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(args));
        return Options.parse(all);
    }

    static Host start(Options options, Analyzer analyzer) throws IOException {
        return start(options, analyzer, TaskClock.system());
    }

    static Host start(Options options, Analyzer analyzer, TaskClock clock) throws IOException {
        TaskManager tasks = TaskManagers.named(options.executor(), options.tasks(clock));
        return new Host(
                tasks,
                ReviewServer.start(
                        options,
                        tasks,
                        Analyzers.of(List.of(analyzer)),
                        Optional.empty(),
                        Owners.anyToken(),
                        clock));
    }

    /** With the model that the options name. */
    static Host withModel(Options options, Map<String, String> environment) throws Exception {
        TaskClock clock = TaskClock.system();
        ReviewModel model = ReviewModel.open(options.model().orElseThrow(), environment);
        TaskManager tasks = TaskManagers.named(options.executor(), options.tasks(clock));
        Analyzers analyzers = ReviewHttp.analyzers(options, Optional.of(model));
        return new Host(
                tasks,
                ReviewServer.start(options, tasks, analyzers, Optional.of(model), Owners.anyToken(), clock));
    }

    HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(server.address().resolve(path)).method(method, body);
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return reply(client.send(request.build(), BodyHandlers.ofString()));
    }

    /** As the owner {@code ada}. */
    Reply send(String method, String path) throws IOException, InterruptedException {
        return as("ada", method, path, BodyPublishers.noBody());
    }

    Reply as(String token, String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        return send(request(method, path, body).header("Authorization", "Bearer " + token));
    }

    CompletableFuture<Reply> sendLater(String method, String path, BodyPublisher body) {
        HttpRequest request = request(method, path, body)
                .header("Authorization", "Bearer ada")
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(Host::reply);
    }

    /** The id of a document that {@code ada} uploads. */
    String upload() throws IOException, InterruptedException {
        return upload("ada", TEXT);
    }

    String upload(String token, String text) throws IOException, InterruptedException {
        Reply reply = as(token, "POST", "/documents?name=report.txt", BodyPublishers.ofString(text));
        if (reply.status() != 201) {
            throw new AssertionError("the upload was answered " + reply);
        }
        return reply.text("id");
    }

    /** The id of the task that analyses a document. */
    String analyze(String document) throws IOException, InterruptedException {
        Reply reply = send("POST", "/documents/" + document + "/analysis");
        if (reply.status() != 202) {
            throw new AssertionError("the analysis was answered " + reply);
        }
        return reply.text("id");
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }

    private static Reply reply(HttpResponse<String> response) {
        try {
            return new Reply(response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
        }
    }

    record Reply(HttpResponse<String> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String text(String field) {
            return json.path(field).asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + json;
        }
    }
}
