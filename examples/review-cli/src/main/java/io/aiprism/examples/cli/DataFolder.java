package io.aiprism.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The folder in which the program keeps things for its user, by the customs of the operating system. */
record DataFolder(Path path) {
    /** The folder of the user who runs this process. */
    static DataFolder ofUser() {
        return of(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The folder by the customs of a system.
     *
     * @param system its name, as in {@code os.name}
     * @param environment {@code LOCALAPPDATA} counts on Windows, {@code XDG_DATA_HOME} elsewhere but on macOS
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
     */
    static DataFolder of(String system, Map<String, String> environment, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return new DataFolder(home.resolve("Library/Application Support/prism"));
        }
        boolean windows = name.startsWith("windows");
        Path otherwise = home.resolve(windows ? "AppData/Local" : ".local/share");
        return new DataFolder(Optional.ofNullable(environment.get(windows ? "LOCALAPPDATA" : "XDG_DATA_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(otherwise)
                .resolve("prism"));
    }

    /** The database of tasks, without H2's extension. */
    Path tasks() {
        return path.resolve("tasks");
    }

    /** The file that H2 makes of {@link #tasks()}. */
    Path tasksFile() {
        return path.resolve("tasks.mv.db");
    }

    /** Makes the folder. Documents go into it, so others than its owner must not look. */
    void make() throws CliException {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot make the folder %s: %s".formatted(path, e));
        }
    }
}
