package io.aiprism.examples.cli;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.examples.models.ReviewModel;
import io.aiprism.executor.dbscheduler.TaskDatabaseException;
import io.aiprism.task.DrainReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the analyses of reviews that other processes have ordered, until it is ended. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        versionProvider = PrismCli.Version.class,
        sortOptions = false,
        description = {
            "Runs the analyses of reviews that were ordered with `prism review --db`, until it is ended.",
            "Any number of workers share a PostgreSQL. Which analyzers and which model look at documents is the"
                    + " worker's to say.",
            "Ended by SIGTERM or ctrl-C, it takes nothing more, and leaves to others what does not end in time."
        })
final class WorkerCommand implements Callable<Integer> {
    private final Analyzers installed;
    private final PrintStream err;

    @Mixin
    private Database database = new Database();

    @Mixin
    private AnalyzerChoice analyzers = new AnalyzerChoice();

    @Mixin
    private Models models = new Models();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many analyses run at the same time. Default: twice the processors; with --backend 64.")
    private Optional<Integer> concurrency = Optional.empty();

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = "How long running analyses may go on when the worker is ended. Default: ${DEFAULT-VALUE}.")
    private int drainSeconds = 30;

    WorkerCommand(Analyzers installed, PrintStream err) {
        this.installed = installed;
        this.err = err;
    }

    @Override
    public Integer call() throws CliException, InterruptedException {
        if (drainSeconds < 0) {
            throw new CliException(ExitCode.USAGE, "--drain-seconds must not be negative, was " + drainSeconds);
        }
        Optional<ReviewModel> model = models.open();
        List<Analyzer> looking = analyzers.of(installed, model);
        int places = concurrency.orElseGet(() -> DurableReviews.concurrency(model));
        var drain = Duration.ofSeconds(drainSeconds);
        DurableTasks tasks = DurableTasks.running(database, places, drain);
        Prism.Builder prism = Prism.builder(tasks.manager());
        looking.forEach(analyzer -> prism.analyzer(new Spoken(analyzer, err)));
        new ReviewOrders(tasks.manager()).register(prism.build());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(tasks, model, drain), "prism-worker-ends"));
        err.printf(
                "prism: worker on %s, with %s; %s at the same time%n",
                database.shown(),
                looking.stream().map(Analyzer::name).collect(Collectors.joining(", ")),
                Summary.count(places, "analysis", "analyses"));
        new CountDownLatch(1).await();
        return ExitCode.OK.number();
    }

    private void end(DurableTasks tasks, Optional<ReviewModel> model, Duration drain) {
        err.printf("prism: worker ends; analyses that run may take %d seconds%n", drainSeconds);
        String ending = " before its analyses did";
        try {
            DrainReport report = tasks.manager().drain(drain, Duration.ofSeconds(5));
            ending = "; %d ended meanwhile, %d are left to other workers".formatted(report.finished(), report.kept());
        } catch (TaskDatabaseException e) {
            ending = " without its database; what it had not ended is run again (%s)".formatted(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tasks.close();
            model.ifPresent(used -> {
                Summary.print(used.gateway().ledger().totals(), err);
                used.close();
            });
            err.printf("prism: worker has ended%s%n", ending);
        }
    }
}
