package io.aiprism.examples.cli;

import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Analyzers;
import io.aiprism.examples.models.ReviewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says what looks at documents. */
final class AnalyzerChoice {
    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            split = ",",
            description = "What looks at the documents, by names. Default: structure,languagetool; with --backend:"
                    + " structure,model.")
    private List<String> analyzers = List.of();

    /** Whether the user has chosen. */
    boolean made() {
        return !analyzers.isEmpty();
    }

    /** The analyzers that were chosen, or the usual ones. */
    List<Analyzer> of(Analyzers installed, Optional<ReviewModel> model) throws CliException {
        if (made()) {
            return named(analyzers, installed, model);
        }
        return named(
                model.isPresent()
                        ? List.of("structure", model.get().analyzer().name())
                        : List.of("structure", "languagetool"),
                installed,
                model);
    }

    /** Analyzers by their names, the model's among them. */
    static List<Analyzer> named(List<String> names, Analyzers installed, Optional<ReviewModel> model)
            throws CliException {
        try {
            List<Analyzer> all = new ArrayList<>(installed.all());
            model.ifPresent(opened -> all.add(opened.analyzer()));
            return names.stream().distinct().map(Analyzers.of(all)::named).toList();
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
