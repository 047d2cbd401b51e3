package io.aiprism.bedrock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FakeBedrockMainTest {
    @Test
    void it_says_where_it_is_and_what_clients_need() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (FakeBedrock bedrock = FakeBedrockMain.start(0)) {
            FakeBedrockMain.describe(bedrock, new PrintStream(said, true, UTF_8));

            assertThat(said.toString(UTF_8))
                    .startsWith("Fake Bedrock on " + bedrock.endpoint())
                    .contains("export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=" + bedrock.endpoint())
                    .contains("export AWS_ACCESS_KEY_ID=" + FakeBedrock.ACCESS_KEY_ID)
                    .contains("export AWS_SECRET_ACCESS_KEY=" + FakeBedrock.SECRET_ACCESS_KEY);
        }
    }
}
