package io.aiprism.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metadata in YAML before the text, as site generators write it. Readers do not see it; taken for Markdown it would be a
 * heading. Only what looks like YAML in every line is taken for it.
 */
final class FrontMatter {
    private static final Pattern LINE =
            Pattern.compile("(?:[ \\t].*|[ \\t]*|#.*|-[ \\t].*|[\\w.-]+[ \\t]*:(?:[ \\t].*)?)(?:\\r\\n|\\n|\\r)");
    private static final Pattern FENCE = Pattern.compile("(?:---|\\.\\.\\.)[ \\t]*(?:\\r\\n|\\n|\\r|\\z)");

    private FrontMatter() {}

    /** The source with blanks in the place of metadata, so that every offset stays as it is. */
    static String blanked(String source) {
        int end = end(source);
        return end == 0 ? source : source.substring(0, end).replaceAll("[^\\r\\n]", " ") + source.substring(end);
    }

    private static int end(String source) {
        Matcher fence = FENCE.matcher(source);
        if (!source.startsWith("---") || !fence.lookingAt()) {
            return 0;
        }
        int at = fence.end();
        Matcher line = LINE.matcher(source);
        while (!fence.region(at, source.length()).lookingAt()) {
            if (!line.region(at, source.length()).lookingAt()) {
                return 0;
            }
            at = line.end();
        }
        return fence.end();
    }
}
