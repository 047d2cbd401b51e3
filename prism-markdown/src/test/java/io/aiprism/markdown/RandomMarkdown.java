package io.aiprism.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random Markdown in which every visible word is a token of its own, {@code Q1Z}, {@code Q2Z}, …, and every word that
 * a reader must not see another one, {@code X1X}, {@code X2X}, ….
 */
final class RandomMarkdown {
    private final Random random;
    private final List<String> seen = new ArrayList<>();
    private int unseen;

    RandomMarkdown(long seed) {
        this.random = new Random(seed);
    }

    /** All tokens that a reader must see, in the order written. */
    List<String> seen() {
        return seen;
    }

    String document() {
        String text = String.join("\n\n", blocks(0)) + "\n";
        return switch (random.nextInt(3)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> "---\ntitle: " + unseen() + "\n---\n" + text;
            default -> text;
        };
    }

    private List<String> blocks(int depth) {
        List<String> blocks = new ArrayList<>();
        int count = 1 + random.nextInt(depth == 0 ? 8 : 3);
        for (int i = 0; i < count; i++) {
            blocks.add(block(depth));
        }
        return blocks;
    }

    private String block(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 11)) {
            case 0 -> "#".repeat(1 + random.nextInt(6)) + " " + inlines(false);
            case 1 -> inlines(false) + "\n" + (random.nextBoolean() ? "---" : "===");
            case 2 ->
                "<div>\n" + token() + " <b title='>" + unseen() + "'>" + token() + "</b>\n<!-- " + unseen()
                        + " --></div>";
            case 3 -> "[" + unseen() + "]: /" + unseen();
            case 4 -> "```" + unseen() + "\n" + token() + "\n\n  " + token() + " *\n```";
            case 5 -> indent(String.join("\n\n", blocks(depth + 1)), "> ", "> ");
            case 6 -> indent(String.join("\n\n", blocks(depth + 1)), "- ", "  ");
            case 7 -> indent(String.join("\n\n", blocks(depth + 1)), "12. ", "    ");
            case 8 -> table();
            default -> inlines(true);
        };
    }

    private static String indent(String text, String first, String rest) {
        return first + text.replace("\n", "\n" + rest);
    }

    private String table() {
        int columns = 1 + random.nextInt(3);
        var table = new StringBuilder(row(columns)).append("\n|").append("---|".repeat(columns));
        for (int i = random.nextInt(3); i > 0; i--) {
            table.append('\n').append(row(1 + random.nextInt(columns)));
        }
        return table.toString();
    }

    private String row(int columns) {
        var row = new StringBuilder("|");
        for (int i = 0; i < columns; i++) {
            row.append(random.nextInt(3) == 0 ? "\\| " : " ")
                    .append(inlines(false))
                    .append(" |");
        }
        return row.toString();
    }

    private String inlines(boolean breaks) {
        var text = new StringBuilder(inline());
        for (int i = random.nextInt(5); i > 0; i--) {
            String between = breaks ? List.of(" ", "\n", "  \n", "\\\n", " ").get(random.nextInt(5)) : " ";
            text.append(between).append(inline());
        }
        return text.toString();
    }

    private String inline() {
        return switch (random.nextInt(14)) {
            case 0 -> "*" + token() + "*";
            case 1 -> "**" + token() + " _" + token() + "_**";
            case 2 -> "`" + token() + "`";
            case 3 -> "[" + token() + "](/" + unseen() + " \"" + unseen() + "\")";
            case 4 -> "![" + token() + "](" + unseen() + ".png)";
            case 5 -> token() + "&amp;" + token();
            case 6 -> token() + "\\*&nbsp;" + token();
            case 7 -> "<i class=\"" + unseen() + "\">" + token() + "</i>";
            case 8 -> token() + "<!-- " + unseen() + " -->";
            case 9 -> "<https://" + token() + ".example>";
            case 10 -> "😀 " + token() + " e\u0301";
            case 11 -> "[" + token() + " * ** " + token();
            default -> token();
        };
    }

    private String token() {
        String token = "Q" + (seen.size() + 1) + "Z";
        seen.add(token);
        return token;
    }

    private String unseen() {
        return "X" + ++unseen + "X";
    }
}
