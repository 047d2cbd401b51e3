package io.aiprism.examples.cli;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.checklist.RequiredSection;
import io.aiprism.finding.Severity;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the checklists that come with Prism, or shows one. */
@Command(
        name = "checklists",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = "Lists the checklists that are built in, or shows what one asks for.")
final class ChecklistsCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FILE",
            description = "The checklist to be shown: a built-in one, or a JSON or YAML file.")
    private Optional<String> name = Optional.empty();

    ChecklistsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws CliException, ChecklistException {
        if (name.isPresent()) {
            show(Checklists.find(name.get()));
        } else {
            for (String builtIn : Checklist.builtIns()) {
                Checklist checklist = Checklist.builtIn(builtIn);
                out.printf(
                        "%-18s %s (%s, %s)%n",
                        builtIn,
                        checklist.title(),
                        Summary.count(checklist.requiredSections().size(), "required section"),
                        Summary.count(checklist.checkpoints().size(), "checkpoint"));
            }
        }
        return ExitCode.OK.number();
    }

    private void show(Checklist checklist) {
        out.printf("%s, version %s%n", checklist.title(), checklist.version());
        if (!checklist.requiredSections().isEmpty()) {
            out.printf("%nRequired sections%n");
            for (RequiredSection section : checklist.requiredSections()) {
                out.println("  " + section.title());
            }
        }
        if (!checklist.checkpoints().isEmpty()) {
            out.printf("%nCheckpoints%n");
            for (Checkpoint checkpoint : checklist.checkpoints()) {
                out.printf(
                        "  %-11s %s%n              %s%n",
                        checkpoint.severity().map(Severity::label).orElse(""),
                        checkpoint.title(),
                        checkpoint.guidance());
            }
        }
    }
}
