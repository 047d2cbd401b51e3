package io.aiprism.testkit.analysis;

import io.aiprism.model.ContentBlock;
import io.aiprism.model.Message;
import io.aiprism.model.ModelRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What models write in tests, and what they were shown. */
public final class Answers {
    private static final Pattern FENCED = Pattern.compile("(?s)(<<[0-9a-f]{32}>>)\n(.*)\n\\1\n.*\\1\n(.*)\n\\1");

    private Answers() {}

    public static String finding(String quote, String title) {
        return finding(quote, title, "important");
    }

    public static String finding(String quote, String title, String severity) {
        return "{\"quote\":\"%s\",\"severity\":\"%s\",\"category\":\"wording\",\"title\":\"%s\",\"description\":\"It is bad.\"}"
                .formatted(quote, severity, title);
    }

    public static String answer(String... findings) {
        return "{\"findings\":[" + String.join(",", findings) + "]}";
    }

    /** The section's text in the first turn, between the last two of four equal lines. */
    public static String shown(ModelRequest request) {
        Matcher matcher = FENCED.matcher(text(request.messages().getFirst()));
        if (!matcher.find()) {
            throw new AssertionError(
                    "no fenced text in " + text(request.messages().getFirst()));
        }
        return matcher.group(3);
    }

    public static String text(Message message) {
        return texts(message.content());
    }

    public static String texts(List<ContentBlock> content) {
        return content.stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .collect(Collectors.joining("\n"));
    }
}
