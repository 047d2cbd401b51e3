package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a group's table into a document, between two comments that name the group. */
final class Recording {
    /** Where pictures stand, seen from the document. */
    static final String PLOTS = "docs/benchmarks";

    private Recording() {}

    /** Checks, before hours are spent on measuring, that the document has a place for the group. */
    static Path requireMarkers(Path document, String group) {
        try {
            String text = Files.readString(document);
            if (text.indexOf(end(group)) < text.indexOf(begin(group)) || !text.contains(begin(group))) {
                throw new IllegalArgumentException(
                        "%s has no lines '%s' and '%s'".formatted(document, begin(group), end(group)));
            }
            return document;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read %s".formatted(document), e);
        }
    }

    static void put(Path document, String group, String table) throws IOException {
        String text = Files.readString(document);
        int from = text.indexOf(begin(group)) + begin(group).length();
        int to = text.indexOf(end(group));
        Files.writeString(document, text.substring(0, from) + "\n" + table + "\n" + text.substring(to));
    }

    /** Puts a picture where the document looks for it. */
    static void putPlot(Path document, Path plot) throws IOException {
        Path folder = document.resolveSibling(PLOTS);
        Files.createDirectories(folder);
        Files.copy(plot, folder.resolve(plot.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String begin(String group) {
        return "<!-- %s: begin -->".formatted(group);
    }

    private static String end(String group) {
        return "<!-- %s: end -->".formatted(group);
    }
}
