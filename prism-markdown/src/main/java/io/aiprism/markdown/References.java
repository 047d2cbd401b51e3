package io.aiprism.markdown;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** What character references stand for. Not thread-safe. */
final class References {
    static final Pattern PATTERN = Pattern.compile("&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,63});");

    // The list of names is the parser's; it gives them away only by parsing.
    private final Parser parser = Parser.builder().build();
    private final Map<String, String> decoded = new HashMap<>();

    /** The characters; the reference itself if there is none of this name. */
    String decode(String reference) {
        return decoded.computeIfAbsent(reference, this::parse);
    }

    private String parse(String reference) {
        Node paragraph = parser.parse(reference).getFirstChild();
        return paragraph != null && paragraph.getFirstChild() instanceof Text text ? text.getLiteral() : reference;
    }
}
