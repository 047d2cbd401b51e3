package io.aiprism.bedrock;

import io.aiprism.model.ModelBackend;
import io.aiprism.model.ModelException;
import io.aiprism.model.ModelRequest;

/** The examples of the Javadoc. */
final class Snippets {
    private Snippets() {}

    static String backend() throws ModelException, InterruptedException {
        // @start region="backend"
        try (ModelBackend model = BedrockBackend.builder("eu.anthropic.claude-sonnet-4-6", "eu-central-1")
                .credentials(new BedrockCredentials.DefaultChain())
                .build()) {
            return model.send(ModelRequest.builder("What is a prism?", 200).build())
                    .text();
        }
        // @end
    }
}
