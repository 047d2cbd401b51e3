package io.aiprism.markdown;

import java.util.Optional;
import java.util.regex.Matcher;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * What a reader sees of the inline nodes of one block. The parser says of each node under which part of the source it
 * stands; within a node, escapes and character references are followed here.
 */
final class InlineText {
    private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final Origin origin;
    private final References references;
    private final MappedText.Builder text = new MappedText.Builder();
    // Where the last node ended in the source.
    private int cursor;

    private InlineText(Origin origin, References references, int start) {
        this.origin = origin;
        this.references = references;
        this.cursor = start;
    }

    static MappedText of(Node block, Origin origin, References references) {
        if (block.getSourceSpans().isEmpty()) {
            return MappedText.EMPTY;
        }
        int start = block.getSourceSpans().getFirst().getInputIndex();
        var inline = new InlineText(origin, references, start);
        inline.children(block);
        return inline.text.build().strip();
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text words -> text(words);
                case Code code -> code(code);
                case SoftLineBreak unused -> lineBreak(" ");
                case HardLineBreak unused -> lineBreak("\n");
                case HtmlInline html when html.getLiteral().regionMatches(true, 0, "<br", 0, 3) -> tagOfBreak(html);
                default -> children(node);
            }
            if (!node.getSourceSpans().isEmpty()) {
                cursor = Math.max(cursor, origin.end(node.getSourceSpans()));
            }
        }
    }

    private void lineBreak(String seen) {
        int start = origin.lines().lineEnd(cursor);
        int end = origin.lines().next(cursor);
        if (!text.endsWithSpace()) {
            text.append(seen, start, end);
        }
        cursor = end;
    }

    private void tagOfBreak(HtmlInline html) {
        int end = origin.end(html.getSourceSpans());
        text.append("\n", end - html.getLiteral().length(), end);
    }

    private void text(Text node) {
        String literal = node.getLiteral();
        if (node.getSourceSpans().isEmpty()) {
            text.append(literal, cursor, cursor);
        } else if (origin.isPlain(node.getSourceSpans(), literal)) {
            int start = node.getSourceSpans().getFirst().getInputIndex();
            text.append(literal, start, start + literal.length());
        } else {
            Origin.View view = origin.view(node.getSourceSpans());
            append(literal, view, unescaped(view, literal));
        }
    }

    private Optional<MappedText> unescaped(Origin.View view, String literal) {
        String source = view.text();
        var mapped = new MappedText.Builder();
        boolean raw = Origin.isLiteral(source, literal);
        Matcher reference = References.PATTERN.matcher(source);
        int seen = 0;
        int i = 0;
        while (seen < literal.length() && i < source.length()) {
            int length = 1;
            String piece = String.valueOf(source.charAt(i));
            if (!raw && piece.equals("\\") && i + 1 < source.length() && ESCAPABLE.indexOf(source.charAt(i + 1)) >= 0) {
                length = 2;
                piece = String.valueOf(source.charAt(i + 1));
            } else if (!raw
                    && piece.equals("&")
                    && reference.region(i, source.length()).lookingAt()) {
                String decoded = references.decode(reference.group());
                if (!decoded.equals(reference.group())) {
                    length = reference.end() - i;
                    piece = decoded;
                }
            }
            if (!literal.startsWith(piece, seen)) {
                return Optional.empty();
            }
            mapped.append(piece, view.start(i), view.end(i + length - 1));
            seen += piece.length();
            i += length;
        }
        return seen == literal.length() ? Optional.of(mapped.build()) : Optional.empty();
    }

    private void code(Code node) {
        if (node.getSourceSpans().isEmpty()) {
            text.append(node.getLiteral(), cursor, cursor);
            return;
        }
        Origin.View view = origin.view(node.getSourceSpans());
        String source = view.text().replace('\n', ' ');
        int ticks = 0;
        while (source.startsWith("`", ticks)) {
            ticks++;
        }
        int from = ticks;
        int to = source.length() - ticks;
        if (to - from > node.getLiteral().length()) {
            from++;
            to--;
        }
        boolean same = from <= to && source.substring(from, to).equals(node.getLiteral());
        append(node.getLiteral(), view, same ? Optional.of(slice(view, source, from, to)) : Optional.empty());
    }

    private static MappedText slice(Origin.View view, String source, int from, int to) {
        var mapped = new MappedText.Builder();
        for (int i = from; i < to; i++) {
            mapped.append(source.substring(i, i + 1), view.start(i), view.end(i));
        }
        return mapped.build();
    }

    /** Adds what was followed character by character, else the node as a whole. */
    private void append(String literal, Origin.View view, Optional<MappedText> mapped) {
        if (mapped.isPresent()) {
            text.append(mapped.get(), 0, literal.length());
        } else if (!view.text().isEmpty()) {
            text.append(literal, view.start(0), view.end(view.text().length() - 1));
        }
    }
}
