package io.aiprism.bedrock.testkit;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Sets up a {@link FakeBedrock}. Not thread-safe. */
public final class FakeBedrockBuilder {
    private final Map<String, FakeModel> models = new LinkedHashMap<>();
    private final Map<String, Doorkeeper.AccessKey> keys = new LinkedHashMap<>();
    private final Set<String> bearerTokens = new LinkedHashSet<>();
    private boolean anybody;
    private int port;
    private boolean onlyKnownModels;
    private boolean keepBodies = true;
    private ServerTime time = ServerTime.system();
    private RandomGenerator random = new SplittableRandom(1);

    FakeBedrockBuilder() {}

    /** The port. Defaults to 0, a free one. */
    public FakeBedrockBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("number must be between 0 and 65535, was " + number);
        }
        port = number;
        return this;
    }

    /** A model. Others that are asked for have no quota and accept everything. */
    public FakeBedrockBuilder model(FakeModel model) {
        if (models.putIfAbsent(model.modelId(), model) != null) {
            throw new IllegalStateException("there is a model %s already".formatted(model.modelId()));
        }
        return this;
    }

    /** Refuses models that it was not told of. */
    public FakeBedrockBuilder onlyKnownModels() {
        onlyKnownModels = true;
        return this;
    }

    /** Does not keep the bodies of requests, for runs of many large ones. */
    public FakeBedrockBuilder withoutBodies() {
        keepBodies = false;
        return this;
    }

    /**
     * Accepts signatures with this key. If no other keys and tokens are named, {@link FakeBedrock#ACCESS_KEY_ID} and
     * {@link FakeBedrock#BEARER_TOKEN} are accepted.
     */
    public FakeBedrockBuilder accessKey(String id, String secret) {
        return accessKey(id, secret, "");
    }

    /**
     * Accepts signatures with this key of a session.
     *
     * @param sessionToken empty for a key of no session
     */
    public FakeBedrockBuilder accessKey(String id, String secret, String sessionToken) {
        if (keys.putIfAbsent(id, new Doorkeeper.AccessKey(id, secret, sessionToken)) != null) {
            throw new IllegalStateException("there is an access key %s already".formatted(id));
        }
        return this;
    }

    /** Accepts this bearer token, which AWS calls a Bedrock API key. */
    public FakeBedrockBuilder bearerToken(String token) {
        bearerTokens.add(requireNonNull(token, "token"));
        return this;
    }

    /** Accepts everybody, signed or not. */
    public FakeBedrockBuilder anybody() {
        anybody = true;
        return this;
    }

    /** The time that quotas, cache entries and latencies go by. Defaults to real time. */
    public FakeBedrockBuilder time(ServerTime source) {
        time = requireNonNull(source, "source");
        return this;
    }

    /** What latencies are drawn from. Defaults to the same numbers in each run. */
    public FakeBedrockBuilder random(RandomGenerator source) {
        random = requireNonNull(source, "source");
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    public FakeBedrock start() {
        CallLog log = new CallLog(keepBodies, time);
        Models known = new Models(models.values(), onlyKnownModels, time);
        AnswerScript script = new AnswerScript();
        BedrockService service = new BedrockService(log, time, random, authenticator(), known, script);
        return new FakeBedrock(FakeBedrock.listen(port, service), service, log, known, script);
    }

    private Authenticator authenticator() {
        boolean named = !keys.isEmpty() || !bearerTokens.isEmpty();
        if (anybody && named) {
            throw new IllegalStateException("anybody() was set, and access keys or bearer tokens besides");
        }
        if (anybody) {
            return Authenticator.NONE;
        }
        return named
                ? new Doorkeeper(keys, bearerTokens)
                : new Doorkeeper(
                        Map.of(
                                FakeBedrock.ACCESS_KEY_ID,
                                new Doorkeeper.AccessKey(FakeBedrock.ACCESS_KEY_ID, FakeBedrock.SECRET_ACCESS_KEY, "")),
                        Set.of(FakeBedrock.BEARER_TOKEN));
    }
}
