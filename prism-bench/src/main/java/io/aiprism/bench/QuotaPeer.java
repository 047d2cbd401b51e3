package io.aiprism.bench;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.aiprism.Prism;
import io.aiprism.analysis.model.ModelAnalyzer;
import io.aiprism.bedrock.BedrockBackend;
import io.aiprism.bedrock.BedrockCredentials;
import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.checklist.Checklist;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.executor.virtualthreads.VirtualThreadTasks;
import io.aiprism.gateway.ModelGateway;
import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.review.Review;
import io.aiprism.review.SectionResult;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Those that ask a model with a quota about the sections of many documents, {@link QuotaLoad#REVIEWS} sections at a time. */
enum QuotaPeer {
    PRISM("Prism"),
    SDK_STANDARD("AWS SDK, standard retries"),
    SDK_ADAPTIVE("AWS SDK, adaptive retries"),
    LANGCHAIN4J("LangChain4j");

    static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY));
    static final String REGION = "us-east-1";
    static final Checklist CHECKLIST = new Checklist("bench", "1", "Benchmark", Locale.ROOT, List.of(), List.of());

    /** As long as Prism's instructions, so that calls take as many tokens. */
    private static final String INSTRUCTIONS = "Answer in JSON. "
            + Manuscript.of("instructions", 1, 630, 0).sections().getFirst().text();

    private final String label;

    QuotaPeer(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * Has all sections looked at.
     *
     * @return how many were not
     */
    int review(List<Document> documents, URI endpoint, int outputBurndown) throws InterruptedException {
        return switch (this) {
            case PRISM -> prism(documents, endpoint, outputBurndown);
            case SDK_STANDARD -> sdk(documents, endpoint, RetryMode.STANDARD);
            case SDK_ADAPTIVE -> sdk(documents, endpoint, RetryMode.ADAPTIVE_V2);
            case LANGCHAIN4J -> langChain4j(documents, endpoint);
        };
    }

    private static int prism(List<Document> documents, URI endpoint, int outputBurndown) throws InterruptedException {
        BedrockBackend backend = BedrockBackend.builder(QuotaLoad.MODEL, REGION)
                .endpoint(endpoint)
                .credentials(new BedrockCredentials.Provided(CREDENTIALS))
                .profile(profile(outputBurndown))
                .build();
        var config = TaskManagerConfig.ofMaxConcurrency(QuotaLoad.REVIEWS);
        try (ModelGateway gateway = ModelGateway.builder(backend).build();
                TaskManager tasks = VirtualThreadTasks.manager(config);
                Prism prism = Prism.builder(tasks)
                        .analyzer(ModelAnalyzer.builder(gateway)
                                .maxTokens(QuotaLoad.MAX_TOKENS)
                                .build())
                        .build()) {
            List<Review> reviews = documents.stream()
                    .map(document -> prism.review(document, CHECKLIST))
                    .toList();
            int failed = 0;
            for (Review review : reviews) {
                for (SectionResult result : review.await().sections()) {
                    failed += result instanceof SectionResult.Analyzed ? 0 : 1;
                }
            }
            return failed;
        }
    }

    private static ModelProfile profile(int outputBurndown) {
        return new ModelProfile(
                "Simulated",
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(ModelFeature.values()),
                QuotaLoad.QUOTA,
                outputBurndown,
                OptionalInt.empty(),
                false,
                Map.of());
    }

    private static int sdk(List<Document> documents, URI endpoint, RetryMode retries) throws InterruptedException {
        try (BedrockRuntimeClient client = client(endpoint, Optional.of(retries))) {
            return oneAfterTheOther(
                    documents,
                    text -> client.converse(request -> request.modelId(QuotaLoad.MODEL)
                            .system(SystemContentBlock.fromText(INSTRUCTIONS))
                            .messages(Message.builder()
                                    .role("user")
                                    .content(ContentBlock.fromText(text))
                                    .build())
                            .inferenceConfig(config -> config.maxTokens(QuotaLoad.MAX_TOKENS))));
        }
    }

    private static int langChain4j(List<Document> documents, URI endpoint) throws InterruptedException {
        try (BedrockRuntimeClient client = client(endpoint, Optional.empty())) {
            var model = BedrockChatModel.builder()
                    .client(client)
                    .modelId(QuotaLoad.MODEL)
                    .build();
            return oneAfterTheOther(
                    documents,
                    text -> model.chat(ChatRequest.builder()
                            .messages(SystemMessage.from(INSTRUCTIONS), UserMessage.from(text))
                            .maxOutputTokens(QuotaLoad.MAX_TOKENS)
                            .build()));
        }
    }

    /** The SDK's client as it comes, with these retries. */
    private static BedrockRuntimeClient client(URI endpoint, Optional<RetryMode> retries) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(
                        config -> retries.ifPresent(mode -> config.retryStrategy(AwsRetryStrategy.forRetryMode(mode))))
                .build();
    }

    /** What one would write by hand: a thread for each document, which asks about its sections. */
    private static int oneAfterTheOther(List<Document> documents, Consumer<String> model) throws InterruptedException {
        List<Callable<Integer>> reviews = documents.stream()
                .<Callable<Integer>>map(document -> () -> failures(document, model))
                .toList();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            int failed = 0;
            for (Future<Integer> review : executor.invokeAll(reviews)) {
                failed += review.get();
            }
            return failed;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a review failed as a whole", e.getCause());
        }
    }

    private static int failures(Document document, Consumer<String> model) {
        int failed = 0;
        for (Section section : document.sections()) {
            try {
                model.accept(section.text());
            } catch (SdkException | LangChain4jException e) {
                failed++;
            }
        }
        return failed;
    }
}
