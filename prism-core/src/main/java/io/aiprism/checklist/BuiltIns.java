package io.aiprism.checklist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The checklists that are resources of this package. */
final class BuiltIns {
    static final List<String> NAMES = List.of("general-report", "incident-review", "technical-design");

    private BuiltIns() {}

    static Checklist read(String name) throws ChecklistException {
        if (!NAMES.contains(name)) {
            throw ChecklistException.withoutPlace(
                    "no built-in checklist named '%s'; there are: %s".formatted(name, String.join(", ", NAMES)));
        }
        String resource = name + ".json";
        try (InputStream stream = open(resource)) {
            return Checklist.read(resource, stream);
        } catch (ChecklistException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's resource " + resource, e);
        }
    }

    static String schema() {
        String resource = "checklist.schema.json";
        try (InputStream stream = open(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's resource " + resource, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = Checklist.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the library lacks its resource " + resource);
        }
        return stream;
    }
}
