package io.aiprism.examples.cli;

import io.aiprism.analysis.Analyzers;
import io.aiprism.executor.dbscheduler.TaskDatabaseException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code prism}. Errors are one line on standard error; {@link ExitCode} says what it ends with. */
@Command(
        name = "prism",
        description = "Reviews documents.",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to report",
            "1:findings at or above --fail-on",
            "2:wrong usage",
            "3:the environment does not allow it, for example a file cannot be written or a database not be reached",
            "4:the input cannot be read",
            "5:some analyses failed or were not complete",
            "130:interrupted"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class PrismCli {
    private PrismCli() {}

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        PrintStream out = open(FileDescriptor.out, System.getProperty("stdout.encoding", "UTF-8"));
        PrintStream err = open(FileDescriptor.err, System.getProperty("stderr.encoding", "UTF-8"));
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        System.exit(run(Analyzers.installed(), System.in, out, err, terminal, args));
    }

    /** Runs a command and returns its exit code. */
    static int run(
            Analyzers installed, InputStream in, PrintStream out, PrintStream err, Terminal terminal, String... args) {
        var cli = new PrismCli();
        CommandLine line = new CommandLine(cli)
                .addSubcommand(new ReviewCommand(installed, in, out, err, terminal))
                .addSubcommand(new WorkerCommand(installed, err))
                .addSubcommand(new TasksCommand(out))
                .addSubcommand(new AnnotateCommand(out, terminal))
                .addSubcommand(new DiffCommand(out, terminal))
                .addSubcommand(new ChecklistsCommand(out))
                .addSubcommand(new TextCommand(out, err))
                .addSubcommand(new SectionsCommand(out))
                .addSubcommand(new FakeBedrockCommand(out))
                .addSubcommand(new AutoComplete.GenerateCompletion());
        line.setOut(new PrintWriter(out, true, out.charset()));
        line.setErr(new PrintWriter(err, true, err.charset()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, unused) -> usage(err, e));
        line.setExecutionExceptionHandler((e, command, unused) -> failed(err, e));
        line.setExecutionStrategy(new CommandLine.RunLast());
        if (args.length == 0) {
            line.usage(line.getErr());
            return ExitCode.USAGE.number();
        }
        return line.execute(args);
    }

    private static int usage(PrintStream err, CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.printf("%s: %s (see %s --help)%n", command, firstLine(e), command);
        return ExitCode.USAGE.number();
    }

    private static int failed(PrintStream err, Exception e) {
        if (e instanceof CliException cli) {
            err.println("prism: " + firstLine(cli));
            return cli.exitCode().number();
        }
        if (e instanceof TaskDatabaseException failed) {
            err.println("prism: " + firstLine(failed));
            return ExitCode.ENVIRONMENT.number();
        }
        err.printf(
                "prism: internal error, please report it: %s: %s%n",
                e.getClass().getName(), firstLine(e));
        return ExitCode.ENVIRONMENT.number();
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Terminals that claim to know nothing but ASCII mostly show UTF-8 all the same. */
    private static PrintStream open(FileDescriptor descriptor, String encoding) {
        Charset charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : StandardCharsets.UTF_8;
        Charset chosen = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        return new PrintStream(new FileOutputStream(descriptor), true, chosen);
    }

    /** The version that the build wrote down. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            var properties = new Properties();
            try (InputStream stream = PrismCli.class.getResourceAsStream("version.properties")) {
                properties.load(stream);
            }
            return new String[] {"prism " + properties.getProperty("version")};
        }
    }
}
