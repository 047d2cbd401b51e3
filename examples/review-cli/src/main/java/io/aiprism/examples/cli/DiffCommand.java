package io.aiprism.examples.cli;

import io.aiprism.report.ReportDiff;
import io.aiprism.review.DecidedFinding;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what changed from one report to another. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Compares two reports: which findings are new, which are gone, how many were kept.",
            "The reports may be of different versions of the document."
        })
final class DiffCommand implements Callable<Integer> {
    private final PrintStream out;
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "The earlier report, as `prism review --json` writes it.")
    private Path earlier = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The later report.")
    private Path later = Path.of("");

    DiffCommand(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CliException {
        var inputs = new Inputs();
        ReportDiff diff = ReportDiff.between(inputs.report(earlier), inputs.report(later));
        print("New", diff.added());
        print("Gone", diff.gone());
        out.printf(
                "%d new, %d gone, %d kept%n",
                diff.added().size(), diff.gone().size(), diff.kept().size());
        return ExitCode.OK.number();
    }

    private void print(String heading, List<DecidedFinding> findings) {
        if (!findings.isEmpty()) {
            out.println(heading);
            findings.forEach(decided -> Summary.print(decided.finding(), out, terminal));
            out.println();
        }
    }
}
