package io.aiprism.examples.cli;

import io.aiprism.finding.Severity;
import java.util.Map;

/**
 * What the streams can show. The launcher says which of them are terminals, because Java cannot tell.
 *
 * @param progress whether standard error shows a line that is written over again and again
 * @param colour whether standard output shows colours
 */
record Terminal(boolean progress, boolean colour) {
    private static final String RESET = "\u001B[0m";
    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String BLUE = "\u001B[34m";

    /** Streams that are files or pipes. */
    static final Terminal NONE = new Terminal(false, false);

    /**
     * What the process is connected to.
     *
     * @param properties {@code prism.terminal} holds {@code out} and {@code err} for what is a terminal
     * @param environment {@code NO_COLOR}, if not empty, turns colours off; so does a dumb {@code TERM}
     * @see <a href="https://no-color.org">no-color.org</a>
     */
    static Terminal of(Map<?, ?> properties, Map<String, String> environment) {
        String terminals = String.valueOf(properties.get("prism.terminal"));
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(terminals.contains("err") && !dumb, terminals.contains("out") && !dumb && !noColour);
    }

    /** A text in the colour of a severity. */
    String coloured(Severity severity, String text) {
        if (!colour) {
            return text;
        }
        String begin = switch (severity) {
            case CRITICAL -> RED;
            case IMPORTANT -> YELLOW;
            case SUGGESTION -> BLUE;
        };
        return begin + text + RESET;
    }
}
