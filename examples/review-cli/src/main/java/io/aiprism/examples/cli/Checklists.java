package io.aiprism.examples.cli;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.ChecklistException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Checklists by the name of a built-in one, or by file. */
final class Checklists {
    private Checklists() {}

    static Checklist find(String nameOrFile) throws CliException {
        try {
            if (Checklist.builtIns().contains(nameOrFile)) {
                return Checklist.builtIn(nameOrFile);
            }
            Path file = Path.of(nameOrFile);
            if (!Files.isRegularFile(file)) {
                throw new CliException(
                        ExitCode.USAGE,
                        "no checklist '%s': there is no such file, and built in are: %s"
                                .formatted(nameOrFile, String.join(", ", Checklist.builtIns())));
            }
            return Checklist.read(file);
        } catch (InvalidPathException e) {
            throw new CliException(ExitCode.USAGE, "'%s' is no file name".formatted(nameOrFile));
        } catch (ChecklistException e) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CliException(ExitCode.UNREADABLE_INPUT, "cannot read %s: %s".formatted(nameOrFile, e));
        }
    }
}
