package io.aiprism.docx;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the characters of symbol fonts look like, as Unicode has it. Such fonts keep their characters in the private use
 * area at U+F000, which says nothing outside the font.
 */
final class Symbols {
    private static final int FONT_AREA = 0xF000;
    private static final int FONT_AREA_END = 0xF0FF;
    private static final char UNKNOWN = '\uFFFD';

    // From the fonts' published tables: what is common in text. The rest keeps its code.
    private static final Map<Integer, Character> WINGDINGS = Map.ofEntries(
            Map.entry(0x4A, '\u263A'),
            Map.entry(0x6C, '\u25CF'),
            Map.entry(0x6E, '\u25A0'),
            Map.entry(0x6F, '\u25A1'),
            Map.entry(0x71, '\u2751'),
            Map.entry(0x76, '\u2756'),
            Map.entry(0x9F, '\u2022'),
            Map.entry(0xA7, '\u25AA'),
            Map.entry(0xA8, '\u25FB'),
            Map.entry(0xD8, '\u27A2'),
            Map.entry(0xDF, '\u2190'),
            Map.entry(0xE0, '\u2192'),
            Map.entry(0xE1, '\u2191'),
            Map.entry(0xE2, '\u2193'),
            Map.entry(0xE8, '\u2794'),
            Map.entry(0xF0, '\u21E8'),
            Map.entry(0xFB, '\u2717'),
            Map.entry(0xFC, '\u2713'),
            Map.entry(0xFD, '\u2612'),
            Map.entry(0xFE, '\u2611'));
    private static final Map<Integer, Character> SYMBOL = Map.ofEntries(
            Map.entry(0x61, '\u03B1'),
            Map.entry(0x62, '\u03B2'),
            Map.entry(0x64, '\u03B4'),
            Map.entry(0x65, '\u03B5'),
            Map.entry(0x67, '\u03B3'),
            Map.entry(0x6C, '\u03BB'),
            Map.entry(0x6D, '\u03BC'),
            Map.entry(0x70, '\u03C0'),
            Map.entry(0x73, '\u03C3'),
            Map.entry(0x44, '\u0394'),
            Map.entry(0x53, '\u03A3'),
            Map.entry(0x57, '\u03A9'),
            Map.entry(0xA3, '\u2264'),
            Map.entry(0xA5, '\u221E'),
            Map.entry(0xAB, '\u2194'),
            Map.entry(0xAC, '\u2190'),
            Map.entry(0xAE, '\u2192'),
            Map.entry(0xB0, '\u00B0'),
            Map.entry(0xB1, '\u00B1'),
            Map.entry(0xB3, '\u2265'),
            Map.entry(0xB4, '\u00D7'),
            Map.entry(0xB7, '\u2022'),
            Map.entry(0xB9, '\u2260'),
            Map.entry(0xBB, '\u2248'),
            Map.entry(0xD0, '\u2220'),
            Map.entry(0xD6, '\u221A'),
            Map.entry(0xDE, '\u21D2'));

    private Symbols() {}

    /**
     * The character of a font.
     *
     * @param font its name, if it is given
     * @param hexadecimal its code
     */
    static char of(@Nullable String font, String hexadecimal) {
        int code;
        try {
            code = Integer.parseInt(hexadecimal.strip(), 16);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
        // Anything that cannot stand in XML cannot be written back either.
        if (code < ' ' || code > 0xFFFD || Character.isSurrogate((char) code)) {
            return UNKNOWN;
        }
        if (code < FONT_AREA || code > FONT_AREA_END || font == null) {
            return (char) code;
        }
        return switch (font.strip().toLowerCase(Locale.ROOT)) {
            case "wingdings" -> WINGDINGS.getOrDefault(code - FONT_AREA, (char) code);
            case "symbol" -> SYMBOL.getOrDefault(code - FONT_AREA, (char) code);
            default -> (char) code;
        };
    }
}
