package io.aiprism.docx;

import io.aiprism.document.BlockKind;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the styles of a document mean for its text: which paragraphs are headings, which belong to a list, what is hidden.
 *
 * <p>A heading is decided as Word's navigation pane does: by the first outline level on the style and those it is based
 * on. Where none of them has one, the built-in style name counts; it is English in every language version of Word, the
 * style id is not.
 */
final class Styles {
    private static final int BODY_TEXT = 9;

    // Far more than Word allows, far less than what would take long to follow for every style.
    private static final int LONGEST_CHAIN = 64;

    private final Map<String, Style> styles = new HashMap<>();
    private final Map<String, ParagraphStyle> effective = new HashMap<>();
    private final Map<String, CharacterStyle> characters = new HashMap<>();
    private @Nullable String defaultParagraphStyle;

    private Styles() {}

    /** What a paragraph has from its style. */
    record ParagraphStyle(
            Optional<Heading> heading,
            boolean tableOfContents,
            BlockKind kind,
            int numberingId,
            int numberingLevel,
            boolean hidden,
            boolean bold) {}

    /** What a run has from its style; {@code null} where the style does not say. */
    record CharacterStyle(
            @Nullable Boolean hidden, @Nullable Boolean bold) {
        static final CharacterStyle NONE = new CharacterStyle(null, null);
    }

    private static final class Style {
        String name = "";

        @Nullable
        String basedOn;

        int outlineLevel = -1;
        int numberingId = -1;
        int numberingLevel = -1;

        @Nullable
        Boolean hidden;

        @Nullable
        Boolean bold;
    }

    static Styles none() {
        return new Styles();
    }

    static Styles read(XmlCursor xml) throws IOException {
        var result = new Styles();
        xml.toRoot();
        int root = xml.depth();
        while (xml.nextInside(root)) {
            if (xml.isWord() && xml.name().equals("style")) {
                result.add(xml);
            } else if (xml.name().equals("latentStyles") || xml.name().equals("docDefaults")) {
                xml.skip();
            }
        }
        return result;
    }

    private void add(XmlCursor xml) throws IOException {
        String id = xml.own("styleId");
        String type = xml.own("type");
        String isDefault = xml.own("default");
        var style = new Style();
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "name" -> style.name = valueOf(xml).strip().toLowerCase(Locale.ROOT);
                case "basedOn" -> style.basedOn = xml.own("val");
                case "outlineLvl" -> style.outlineLevel = xml.own("val", -1);
                case "numId" -> style.numberingId = xml.own("val", -1);
                case "ilvl" -> style.numberingLevel = xml.own("val", -1);
                case "b" -> style.bold = Ooxml.isOn(xml.own("val"));
                case "vanish" -> style.hidden = Ooxml.isOn(xml.own("val"));
                case "pPrChange", "rPrChange", "tblStylePr" -> xml.skip();
                default -> {}
            }
        }
        if (id != null) {
            styles.putIfAbsent(id, style);
            if ("paragraph".equals(type) && isDefault != null && Ooxml.isOn(isDefault)) {
                defaultParagraphStyle = id;
            }
        }
    }

    private static String valueOf(XmlCursor xml) {
        String value = xml.own("val");
        return value == null ? "" : value;
    }

    /** What a paragraph of this style has; {@code null} stands for the default style. */
    ParagraphStyle paragraph(@Nullable String id) {
        String named = id == null || !styles.containsKey(id) ? defaultParagraphStyle : id;
        String key = named == null ? "" : named;
        ParagraphStyle known = effective.get(key);
        return known != null ? known : effective.computeIfAbsent(key, this::resolve);
    }

    /** What runs of this character style have from it. */
    CharacterStyle character(String id) {
        CharacterStyle known = characters.get(id);
        if (known == null) {
            List<Style> chain = chain(id);
            known = new CharacterStyle(first(chain, style -> style.hidden), first(chain, style -> style.bold));
            // The names of styles that are not there are a stranger's, and without end.
            if (styles.containsKey(id)) {
                characters.put(id, known);
            }
        }
        return known;
    }

    private static @Nullable Boolean first(List<Style> chain, Function<Style, @Nullable Boolean> property) {
        for (Style style : chain) {
            Boolean value = property.apply(style);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The id of the style with this built-in name. */
    Optional<String> idOf(String name) {
        return styles.entrySet().stream()
                .filter(entry -> entry.getValue().name.equals(name))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private ParagraphStyle resolve(String id) {
        List<Style> chain = chain(id);
        String name = chain.isEmpty() ? "" : chain.getFirst().name;
        boolean tableOfContents = name.matches("toc [1-9]");
        int numberingId = -1;
        int numberingLevel = -1;
        for (Style style : chain) {
            numberingLevel = numberingLevel < 0 ? style.numberingLevel : numberingLevel;
            if (style.numberingId >= 0) {
                numberingId = style.numberingId;
                break;
            }
        }
        return new ParagraphStyle(
                tableOfContents ? Optional.empty() : heading(chain),
                tableOfContents,
                kind(name),
                numberingId,
                numberingLevel,
                Boolean.TRUE.equals(character(id).hidden()),
                Boolean.TRUE.equals(character(id).bold()));
    }

    private static Optional<Heading> heading(List<Style> chain) {
        for (Style style : chain) {
            if (style.outlineLevel >= BODY_TEXT) {
                return Optional.empty();
            }
            if (style.outlineLevel >= 0) {
                return Optional.of(new Heading(style.outlineLevel + 1, HeadingSource.STYLE_OUTLINE_LEVEL));
            }
        }
        return chain.stream()
                .filter(style -> style.name.matches("heading [1-9]"))
                .findFirst()
                .map(style -> new Heading(style.name.charAt(style.name.length() - 1) - '0', HeadingSource.STYLE_NAME));
    }

    private static BlockKind kind(String name) {
        return switch (name) {
            case "quote", "intense quote" -> BlockKind.QUOTE;
            case "html preformatted", "macro" -> BlockKind.CODE;
            default -> BlockKind.PARAGRAPH;
        };
    }

    /** The style and those it is based on, nearest first. A chain that runs in a circle ends where it closes. */
    private List<Style> chain(String id) {
        List<Style> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String next = id;
        while (next != null && chain.size() < LONGEST_CHAIN && seen.add(next)) {
            Style style = styles.get(next);
            if (style == null) {
                break;
            }
            chain.add(style);
            next = style.basedOn;
        }
        return chain;
    }
}
