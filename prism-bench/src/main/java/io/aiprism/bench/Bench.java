package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs a group of benchmarks and prints one table.
 *
 * <pre>{@code
 * ./prism bench submission                           all rounds, about half an hour
 * ./prism bench submission --quick                   one short round, a few minutes
 * ./prism bench submission --record BENCHMARKS.md    puts the table into the document as well
 * ./prism bench documents                            the same for Word documents
 * ./prism bench languagetool                         the same for spelling and grammar
 * ./prism bench durable                              the same for tasks in a database
 * ./prism bench gateway                              the same for what stands around a model call
 * }</pre>
 */
public final class Bench {
    private static final List<Group> GROUPS = List.of(
            new SubmissionGroup(),
            new DocumentsGroup(),
            new LanguageToolGroup(),
            new GatewayGroup(),
            new DurableGroup());
    private static final Path RAW_RESULTS = Path.of("target", "bench");

    /** The command line, understood. */
    private record Command(Group group, Scale scale, Optional<Path> record) {}

    private Bench() {}

    /** Ends with status 2 if the arguments make no sense. */
    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        Command command;
        try {
            command = parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(usage());
            System.exit(2);
            return;
        }
        Files.createDirectories(RAW_RESULTS);
        String table = command.group().run(command.scale(), RAW_RESULTS);
        System.out.println(table);
        if (command.record().isPresent()) {
            Path document = command.record().get();
            Recording.put(document, command.group().name(), table);
            for (String plot : command.group().plots()) {
                Recording.putPlot(document, RAW_RESULTS.resolve(plot));
            }
        }
    }

    private static Command parse(String[] args) {
        if (args.length == 0) {
            throw new IllegalArgumentException("which benchmarks?");
        }
        Group group = GROUPS.stream()
                .filter(candidate -> candidate.name().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmarks named '%s'".formatted(args[0])));
        Scale scale = Scale.FULL;
        Optional<Path> record = Optional.empty();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> scale = Scale.QUICK;
                case "--rounds" -> {
                    if (++i == args.length || !args[i].matches("[1-9][0-9]?")) {
                        throw new IllegalArgumentException("--rounds needs a number from 1 to 99");
                    }
                    scale = scale.withRounds(Integer.parseInt(args[i]));
                }
                case "--record" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("--record needs a file");
                    }
                    record = Optional.of(Recording.requireMarkers(Path.of(args[i]), group.name()));
                }
                default -> throw new IllegalArgumentException("unknown option '%s'".formatted(args[i]));
            }
        }
        return new Command(group, scale, record);
    }

    private static String usage() {
        var usage = new StringBuilder("usage: prism bench GROUP [--quick] [--rounds N] [--record FILE]\n\ngroups:\n");
        for (Group group : GROUPS) {
            usage.append("  %-12s %s%n".formatted(group.name(), group.question()));
        }
        return usage.toString().stripTrailing();
    }
}
