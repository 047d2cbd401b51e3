package io.aiprism.examples.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiprism.Prism;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.review.Review;
import io.aiprism.review.ReviewResult;
import io.aiprism.review.SectionResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskRejectedException;
import io.aiprism.task.TaskStats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server offers. Problems are answers too: everything else that is thrown is the server's own fault. */
final class Api {
    /** A long poll that asks for more waits this long. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final Pattern WAIT = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final String RETRY_AFTER = "Retry-After";

    private final TaskManager tasks;
    private final Prism prism;
    private final Checklist checklist;
    private final Documents documents;
    private final Uploads uploads;
    private final Optional<ReviewModel> model;
    private final Owners owners;
    private final List<Route> routes = List.of(
            new Route("GET", "health", call -> health()),
            new Route("POST", "documents", owned(this::upload)),
            new Route("GET", "documents/{id}", owned(this::describe)),
            new Route("POST", "documents/{id}/analysis", owned(this::analyze)),
            new Route("GET", "documents/{id}/report", owned(this::report)),
            new Route("GET", "tasks/{id}", owned(this::poll)),
            new Route("DELETE", "tasks/{id}", owned(this::cancel)));
    private volatile boolean draining;

    Api(
            TaskManager tasks,
            Prism prism,
            Checklist checklist,
            Documents documents,
            Uploads uploads,
            Optional<ReviewModel> model,
            Owners owners) {
        this.tasks = tasks;
        this.prism = prism;
        this.checklist = checklist;
        this.documents = documents;
        this.uploads = uploads;
        this.model = model;
        this.owners = owners;
    }

    /** From now on no new work is taken; what is there can still be asked for. */
    void drain() {
        draining = true;
    }

    Answer answer(Call call) throws IOException, InterruptedException {
        List<Route> here =
                routes.stream().filter(route -> route.matches(call.path())).toList();
        if (here.isEmpty()) {
            return Answer.problem(404, "no-such-path", "there is nothing at /" + String.join("/", call.path()));
        }
        Optional<Route> route = here.stream()
                .filter(each -> each.method().equals(call.method()))
                .findFirst();
        if (route.isEmpty()) {
            String allowed = here.stream().map(Route::method).collect(joining(", "));
            return Answer.problem(
                            405,
                            "method-not-allowed",
                            "%s is not possible here, but %s is".formatted(call.method(), allowed))
                    .header("Allow", allowed);
        }
        return route.get().operation().answer(call);
    }

    private Answer health() {
        TaskStats stats = tasks.stats();
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("status", draining ? "draining" : "up")
                .put("executor", tasks.name())
                .put("queued", stats.queued())
                .put("running", stats.running());
        return Answer.json(draining ? 503 : 200, body);
    }

    private Answer upload(Call call, String owner) throws IOException, InterruptedException {
        requireOpen();
        Document document = uploads.read(call);
        Documents.Stored stored = documents
                .add(owner, document)
                .orElseThrow(() -> Answer.problem(
                                503, "store-full", "all documents that are kept are being analysed; try again later")
                        .header(RETRY_AFTER, "5")
                        .asException());
        return Answer.json(201, ReviewJson.document(stored)).header("Location", "/documents/" + stored.id());
    }

    private Answer describe(Call call, String owner) {
        return Answer.json(200, ReviewJson.document(document(call, owner)));
    }

    private Answer analyze(Call call, String owner) {
        requireOpen();
        Documents.Stored stored = document(call, owner);
        Review review;
        try {
            review = prism.review(
                    stored.document(),
                    checklist,
                    TaskOptions.builder().tenant(owner).build());
        } catch (TaskRejectedException e) {
            throw switch (e.reason()) {
                case QUEUE_FULL ->
                    Answer.problem(429, "queue-full", "too many analyses are waiting; try again later")
                            .header(RETRY_AFTER, "1")
                            .asException();
                case TOO_MANY ->
                    Answer.problem(
                                    422,
                                    "too-many-sections",
                                    "this document has more sections to analyse than the server ever accepts at once; "
                                            + "upload it in parts")
                            .asException();
                case SHUT_DOWN -> closed();
                case NO_HANDLER, KEY_CONFLICT -> e;
            };
        }
        Documents.Analysis analysis = documents.started(stored, review);
        return Answer.json(202, ReviewJson.task(analysis)).header("Location", "/tasks/" + analysis.id());
    }

    private Answer poll(Call call, String owner) throws InterruptedException {
        Duration wait = call.parameter("wait").map(Api::parseWait).orElse(Duration.ZERO);
        Documents.Analysis analysis = analysis(call, owner);
        analysis.review().await(wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT);
        return Answer.json(200, ReviewJson.task(kept(analysis)));
    }

    private Answer cancel(Call call, String owner) {
        Documents.Analysis analysis = analysis(call, owner);
        analysis.review().cancel("cancelled by its owner");
        return Answer.json(200, ReviewJson.task(kept(analysis)));
    }

    private Answer report(Call call, String owner) {
        Documents.Stored stored = document(call, owner);
        Documents.Analysis analysis = documents
                .latestAnalysis(stored)
                .orElseThrow(() -> Answer.problem(
                                409,
                                "not-analysed",
                                "no analysis was started: POST /documents/%s/analysis".formatted(stored.id()))
                        .asException());
        ReviewResult result = kept(analysis)
                .review()
                .result()
                .orElseThrow(() -> Answer.problem(
                                409,
                                "not-finished",
                                "the analysis has not ended: GET /tasks/%s?wait=20s".formatted(analysis.id()))
                        .header("Link", "</tasks/%s>; rel=\"monitor\"".formatted(analysis.id()))
                        .asException());
        ObjectNode report = ReviewJson.report(analysis, result);
        account(analysis).ifPresent(account -> report.set("account", account));
        return Answer.json(200, report);
    }

    private Optional<ObjectNode> account(Documents.Analysis analysis) {
        return model.flatMap(opened -> opened.account(analysis.id())
                .map(totals -> AccountJson.of(opened.gateway().target().toString(), totals)));
    }

    private Documents.Stored document(Call call, String owner) {
        return found(documents.document(owner, call.id()), "document", call.id());
    }

    private Documents.Analysis analysis(Call call, String owner) {
        return found(documents.analysis(owner, call.id()), "task", call.id());
    }

    private static <T> T found(Documents.Lookup<T> lookup, String what, String id) {
        return switch (lookup) {
            case Documents.Lookup.Found<T>(T value) -> value;
            case Documents.Lookup.Gone<T> gone -> throw gone(what, id);
            case Documents.Lookup.Unknown<T> unknown ->
                throw Answer.problem(404, "unknown", "you have no %s %s".formatted(what, id))
                        .asException();
        };
    }

    /** The analysis, if its task manager still keeps what came of it. */
    private static Documents.Analysis kept(Documents.Analysis analysis) {
        boolean expired = analysis.review().result().stream()
                .flatMap(result -> Stream.of(result.document(), result.sections()))
                .flatMap(List::stream)
                .anyMatch(row -> row instanceof SectionResult.Failed failed
                        && failed.cause() == SectionResult.Cause.RESULT_EXPIRED);
        if (expired) {
            throw gone("task", analysis.id());
        }
        return analysis;
    }

    private static ProblemException gone(String what, String id) {
        return Answer.problem(410, "expired", "%s %s is no longer kept".formatted(what, id))
                .asException();
    }

    private static Duration parseWait(String text) {
        Matcher matcher = WAIT.matcher(text);
        if (!matcher.matches()) {
            throw Answer.problem(
                            400,
                            "wait-malformed",
                            "wait must be a number with ms, s or m, for example 20s; was '%s'".formatted(text))
                    .asException();
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private void requireOpen() {
        if (draining) {
            throw closed();
        }
    }

    private static ProblemException closed() {
        return Answer.problem(503, "shutting-down", "the server is shutting down and takes no new work")
                .header(RETRY_AFTER, "10")
                .asException();
    }

    private Operation owned(OwnersOperation operation) {
        return call -> {
            String owner = call.token()
                    .flatMap(owners::of)
                    .orElseThrow(() -> Answer.problem(
                                    401, "token-missing", "send a valid token: Authorization: Bearer <token>")
                            .header("WWW-Authenticate", "Bearer")
                            .asException());
            return operation.answer(call, owner);
        };
    }

    private interface Operation {
        Answer answer(Call call) throws IOException, InterruptedException;
    }

    private interface OwnersOperation {
        Answer answer(Call call, String owner) throws IOException, InterruptedException;
    }

    private record Route(String method, List<String> path, Operation operation) {
        Route(String method, String path, Operation operation) {
            this(method, List.of(path.split("/")), operation);
        }

        boolean matches(List<String> asked) {
            boolean matches = asked.size() == path.size();
            for (int i = 0; matches && i < path.size(); i++) {
                matches = path.get(i).equals("{id}")
                        ? !asked.get(i).isEmpty()
                        : path.get(i).equals(asked.get(i));
            }
            return matches;
        }
    }
}
