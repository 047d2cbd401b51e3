package io.aiprism.bedrock.testkit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Requests that no AWS client would send. */
final class Raw {
    private Raw() {}

    static HttpResponse<String> converse(FakeBedrock bedrock, String body) throws IOException, InterruptedException {
        return post(bedrock, "/model/" + SdkClients.MODEL.replace(":", "%3A") + "/converse", body, Map.of());
    }

    static HttpResponse<String> post(FakeBedrock bedrock, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(bedrock.endpoint().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
