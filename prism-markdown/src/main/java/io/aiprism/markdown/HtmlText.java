package io.aiprism.markdown;

import io.aiprism.document.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader sees of a block of HTML: its text without tags, comments, scripts and styles, cut at tags that begin
 * something new. Runs once over the source and never back, whatever it looks like.
 */
final class HtmlText {
    /**
     * One paragraph, heading or preformatted text.
     *
     * @param headingLevel 0 if it is no heading
     */
    record Piece(BlockKind kind, int headingLevel, MappedText text) {}

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
            "input", "ins", "kbd", "label", "mark", "picture", "q", "s", "samp", "small", "source", "span", "strike",
            "strong", "sub", "sup", "time", "tt", "u", "var", "wbr");
    private static final Set<String> UNSEEN = Set.of("script", "style", "template", "title");
    private static final Pattern HEADING = Pattern.compile("h[1-6]");
    private static final Pattern NAME = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9-]*)");

    private final MappedText html;
    private final String source;
    private final References references;
    private final List<Piece> pieces = new ArrayList<>();
    private MappedText.Builder text = new MappedText.Builder();
    private int headingLevel;
    private boolean preformatted;

    private HtmlText(MappedText html, References references) {
        this.html = html;
        this.source = html.text();
        this.references = references;
    }

    static List<Piece> of(MappedText html, References references) {
        var text = new HtmlText(html, references);
        text.read();
        text.flush();
        return text.pieces;
    }

    private void read() {
        Matcher name = NAME.matcher(source);
        Matcher reference = References.PATTERN.matcher(source);
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '<' && (source.startsWith("<!", i) || source.startsWith("<?", i))) {
                i = endOfDeclaration(i);
            } else if (c == '<' && name.region(i, source.length()).lookingAt()) {
                i = tag(name.group(1).toLowerCase(Locale.ROOT), i);
            } else if (c == '&' && reference.region(i, source.length()).lookingAt()) {
                append(references.decode(reference.group()), i, reference.end());
                i = reference.end();
            } else {
                boolean space = !preformatted && Character.isWhitespace(c);
                if (!space || !text.endsWithSpace()) {
                    append(space ? " " : String.valueOf(c), i, i + 1);
                }
                i++;
            }
        }
    }

    private void append(String seen, int from, int to) {
        List<SourceRange> ranges = html.ranges(from, to);
        text.append(seen, ranges.getFirst().start(), ranges.getLast().end());
    }

    /** Takes a tag into account; returns where reading goes on. */
    private int tag(String name, int start) {
        boolean opening = source.charAt(start + 1) != '/';
        int end = endOfTag(start);
        if (name.equals("br")) {
            append("\n", start, end);
        } else if (opening && UNSEEN.contains(name)) {
            Matcher close =
                    Pattern.compile("</" + name, Pattern.CASE_INSENSITIVE).matcher(source);
            return close.find(end) ? endOfTag(close.start()) : source.length();
        } else if (!INLINE.contains(name)) {
            flush();
            if (HEADING.matcher(name).matches()) {
                headingLevel = opening ? name.charAt(1) - '0' : 0;
            } else if (name.equals("pre")) {
                preformatted = opening;
            }
        }
        return end;
    }

    private void flush() {
        MappedText piece = text.build();
        if (!piece.text().isBlank()) {
            BlockKind kind = BlockKind.PARAGRAPH;
            if (headingLevel > 0) {
                kind = BlockKind.HEADING;
            } else if (preformatted) {
                kind = BlockKind.CODE;
            }
            pieces.add(new Piece(kind, headingLevel, piece));
        }
        text = new MappedText.Builder();
    }

    private int endOfTag(int start) {
        char quote = 0;
        for (int i = start; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return source.length();
    }

    private int endOfDeclaration(int start) {
        String close = ">";
        if (source.startsWith("<!--", start)) {
            close = "-->";
        } else if (source.startsWith("<![CDATA[", start)) {
            close = "]]>";
        } else if (source.startsWith("<?", start)) {
            close = "?>";
        }
        int end = source.indexOf(close, start + 2);
        return end < 0 ? source.length() : end + close.length();
    }
}
