package io.aiprism.examples.cli;

import io.aiprism.document.DocumentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A document that the user names.
 *
 * @param shown what it is called in messages
 * @param file where it is; empty for standard input
 * @param source its bytes
 */
record Input(String shown, Optional<Path> file, DocumentSource source) {
    /** What stands for standard input. */
    static final String STANDARD_INPUT = "-";

    /**
     * A file, or standard input, which is read to its end.
     *
     * @param argument as the user gave it
     * @param name what standard input is called; its extension may tell the format
     */
    static Input of(Path argument, InputStream in, String name) throws CliException {
        if (!argument.toString().equals(STANDARD_INPUT)) {
            return new Input(argument.toString(), Optional.of(argument), DocumentSource.of(argument));
        }
        try {
            return new Input("standard input", Optional.empty(), DocumentSource.of(name, in.readAllBytes()));
        } catch (IOException e) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, "cannot read standard input: " + e);
        }
    }

    /** The name without its extension. */
    String stem() {
        return stem(source.name());
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** What a copy with this extension is called that stands beside the document. */
    String reviewed(String extension) {
        return stem() + ".reviewed" + extension;
    }

    /** The extension of the name, with its dot. */
    String extension(String otherwise) {
        String extension = source.name().substring(stem().length());
        return extension.isEmpty() ? otherwise : extension;
    }
}
