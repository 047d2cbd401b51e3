package io.aiprism.examples.cli;

import io.aiprism.document.ReadOptions;
import picocli.CommandLine.Option;

/** The options that say what is written into Word copies. */
final class CopyStyle {
    @Option(
            names = "--suggest-edits",
            description = "Also write suggested replacements into the Word copy, as tracked changes.")
    private boolean suggestEdits;

    @Option(names = "--author", paramLabel = "NAME", description = "Author of the comments. Default: ${DEFAULT-VALUE}.")
    private String author = "Prism";

    /**
     * What they say.
     *
     * @param options how the document is read
     */
    WordCopy.Style of(ReadOptions options) throws CliException {
        if (author.isBlank()) {
            throw new CliException(ExitCode.USAGE, "--author must not be blank");
        }
        return new WordCopy.Style(author, suggestEdits, options);
    }
}
