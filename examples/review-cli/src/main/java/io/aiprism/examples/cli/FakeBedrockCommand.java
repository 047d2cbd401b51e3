package io.aiprism.examples.cli;

import io.aiprism.bedrock.testkit.FakeBedrock;
import io.aiprism.bedrock.testkit.FakeBedrockMain;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in for Amazon Bedrock until it is ended. */
@Command(
        name = "fake-bedrock",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Starts a stand-in for Amazon Bedrock on this machine, until it is ended.",
            "Its models quote long sentences and the like; it needs no account, and real clients accept it."
        })
final class FakeBedrockCommand implements Callable<Integer> {
    private final PrintStream out;

    @Option(names = "--port", paramLabel = "N", description = "The port. Default: a free one.")
    private int port;

    FakeBedrockCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws CliException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CliException(ExitCode.USAGE, "--port must be from 0 to 65535, was " + port);
        }
        try (FakeBedrock bedrock = FakeBedrockMain.start(port)) {
            FakeBedrockMain.describe(bedrock, out);
            out.printf(
                    "%nThen, in another shell:%n%n./prism review FILE --backend bedrock"
                            + " --model us.anthropic.claude-sonnet-4-6 --region us-east-1 --endpoint %s%n",
                    bedrock.endpoint());
            out.flush();
            new CountDownLatch(1).await();
        } catch (UncheckedIOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
        return ExitCode.OK.number();
    }
}
