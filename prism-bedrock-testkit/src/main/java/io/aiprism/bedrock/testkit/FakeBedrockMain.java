package io.aiprism.bedrock.testkit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts a {@link FakeBedrock} that reviews, and keeps it until the process is ended. */
public final class FakeBedrockMain {
    private static final String USAGE = "usage: FakeBedrockMain [--port N]";

    private FakeBedrockMain() {}

    /**
     * Starts it.
     *
     * @param arguments none, or {@code --port N}
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port;
        try {
            port = port(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (FakeBedrock bedrock = start(port)) {
            describe(bedrock, System.out);
            new CountDownLatch(1).await();
        }
    }

    /**
     * Starts a server whose models review what they are shown, each in about a second.
     *
     * @param port 0 for a free one
     */
    public static FakeBedrock start(int port) {
        Latency latency = Latency.logNormal(Duration.ofMillis(800), 0.4);
        return FakeBedrock.builder().port(port).start().otherwise(new ReviewingAnswerer(latency));
    }

    /** Prints where a server is and what clients need to use it. */
    public static void describe(FakeBedrock bedrock, PrintStream out) {
        out.printf(
                "Fake Bedrock on %s, until this process is ended. For any client of the AWS SDK:%n%n",
                bedrock.endpoint());
        out.printf("export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=%s%n", bedrock.endpoint());
        out.printf("export AWS_REGION=us-east-1%n");
        out.printf("export AWS_ACCESS_KEY_ID=%s%n", FakeBedrock.ACCESS_KEY_ID);
        out.printf("export AWS_SECRET_ACCESS_KEY=%s%n", FakeBedrock.SECRET_ACCESS_KEY);
        out.flush();
    }

    private static int port(List<String> arguments) {
        if (arguments.isEmpty()) {
            return 0;
        }
        if (arguments.size() == 2 && arguments.getFirst().equals("--port")) {
            try {
                int port = Integer.parseInt(arguments.getLast());
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException(USAGE);
    }
}
