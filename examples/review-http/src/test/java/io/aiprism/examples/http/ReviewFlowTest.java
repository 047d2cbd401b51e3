package io.aiprism.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiprism.analysis.structure.StructureAnalyzer;
import io.aiprism.examples.http.Host.Reply;
import io.aiprism.task.TaskQuery;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewFlowTest {
    private Host host;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(Host.options(), new StructureAnalyzer());
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void a_document_is_uploaded_analysed_and_reported() throws Exception {
        Reply uploaded = host.as("ada", "POST", "/documents?name=my%20report.txt", BodyPublishers.ofString(Host.TEXT));
        assertThat(uploaded.status()).isEqualTo(201);
        String document = uploaded.text("id");
        assertThat(uploaded.header("Location")).isEqualTo("/documents/" + document);
        assertThat(uploaded.text("name")).isEqualTo("my report.txt");
        assertThat(host.send("GET", uploaded.header("Location")).json()).isEqualTo(uploaded.json());

        Reply accepted = host.send("POST", "/documents/" + document + "/analysis");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/tasks/" + accepted.text("id"));

        Reply ended = host.send("GET", accepted.header("Location") + "?wait=60s");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("state")).isEqualTo("SUCCEEDED");
        assertThat(ended.json().path("terminal").asBoolean()).isTrue();
        assertThat(ended.json().at("/progress/succeeded").asInt()).isEqualTo(1);

        Reply report = host.send("GET", ended.text("report"));
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.text("task")).isEqualTo(accepted.text("id"));
        assertThat(report.json().path("complete").asBoolean()).isTrue();
        assertThat(report.json().path("findings")).anySatisfy(ReviewFlowTest::isThePlaceholder);
    }

    private static void isThePlaceholder(JsonNode finding) {
        assertThat(finding.path("quote").asText()).contains("TBD");
        assertThat(finding.at("/span/startOffset").isInt()).isTrue();
        assertThat(finding.path("severity").asText()).isIn("critical", "important", "suggestion");
    }

    @Test
    void a_word_document_is_reviewed_with_its_findings_at_its_words() throws Exception {
        BodyPublisher file = BodyPublishers.ofFile(Path.of("../data/incident-report.docx"));
        Reply uploaded = host.as("ada", "POST", "/documents?name=incident-report.docx", file);
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.text("format")).isEqualTo("docx");
        assertThat(uploaded.json().path("sections").asInt()).isGreaterThan(10);
        String task = host.analyze(uploaded.text("id"));
        assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                .isEqualTo("SUCCEEDED");
        Reply report = host.send("GET", "/documents/" + uploaded.text("id") + "/report");
        assertThat(report.json().path("findings"))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.path("quote").asText()).isNotBlank());
    }

    @Test
    void a_word_document_that_is_cut_off_is_refused() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("../data/incident-report.docx"));
        BodyPublisher half = BodyPublishers.ofByteArray(bytes, 0, bytes.length / 2);
        Reply reply = host.as("ada", "POST", "/documents?name=incident-report.docx", half);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("reason")).isEqualTo("damaged");
    }

    @Test
    void each_analysis_of_a_document_is_a_task_of_its_own_and_the_report_is_of_the_last() throws Exception {
        String document = host.upload();
        String first = host.analyze(document);
        String second = host.analyze(document);
        assertThat(first).isNotEqualTo(second);
        assertThat(host.send("GET", "/tasks/" + second + "?wait=60s").text("state"))
                .isEqualTo("SUCCEEDED");
        assertThat(host.send("GET", "/documents/" + document + "/report").text("task"))
                .isEqualTo(second);
    }

    @Test
    void a_report_that_was_never_asked_for_is_a_conflict_that_says_what_to_do() throws Exception {
        String document = host.upload();
        Reply reply = host.send("GET", "/documents/" + document + "/report");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("reason")).isEqualTo("not-analysed");
        assertThat(reply.text("detail")).contains("POST /documents/" + document + "/analysis");
    }

    @Test
    void a_result_that_the_task_manager_has_dropped_is_gone() throws Exception {
        String document = host.upload();
        String task = host.analyze(document);
        assertThat(host.send("GET", "/tasks/" + task + "?wait=60s").text("state"))
                .isEqualTo("SUCCEEDED");
        host.tasks.list(TaskQuery.ALL).forEach(status -> host.tasks.forget(status.id()));
        assertThat(host.send("GET", "/tasks/" + task).status()).isEqualTo(410);
        assertThat(host.send("GET", "/documents/" + document + "/report").status())
                .isEqualTo(410);
        assertThat(host.send("GET", "/documents/" + document).status()).isEqualTo(200);
    }

    @Test
    void health_needs_no_token() throws Exception {
        Reply reply = host.send(host.request("GET", "/health", BodyPublishers.noBody()));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("status")).isEqualTo("up");
    }
}
