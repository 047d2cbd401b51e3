package io.aiprism.analysis.model;

/** A text without characters that nobody sees. */
public record VisibleText(String text) {
    /** Takes them out. */
    public static VisibleText of(String text) {
        var visible = new StringBuilder();
        text.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .forEach(visible::appendCodePoint);
        return new VisibleText(visible.toString());
    }
}
