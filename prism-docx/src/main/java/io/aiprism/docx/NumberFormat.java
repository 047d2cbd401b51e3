package io.aiprism.docx;

import java.util.Locale;

/** Writes numbers in the formats of list labels. Formats of other scripts are written in digits. */
final class NumberFormat {
    private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] ROMAN = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    private static final int LARGEST_ROMAN = 32_767;
    private static final int LARGEST_LETTERS = 780;

    private NumberFormat() {}

    static String format(int number, String format) {
        return switch (format) {
            case "none", "bullet" -> "";
            case "upperRoman" -> roman(number);
            case "lowerRoman" -> roman(number).toLowerCase(Locale.ROOT);
            case "upperLetter" -> letters(number);
            case "lowerLetter" -> letters(number).toLowerCase(Locale.ROOT);
            case "decimalZero" -> number < 10 ? "0" + number : Integer.toString(number);
            case "ordinal" -> number + ordinalSuffix(number);
            default -> Integer.toString(number);
        };
    }

    private static String roman(int number) {
        if (number <= 0 || number > LARGEST_ROMAN) {
            return Integer.toString(number);
        }
        var text = new StringBuilder();
        int rest = number;
        for (int i = 0; i < ROMAN.length; i++) {
            while (rest >= ROMAN_VALUES[i]) {
                text.append(ROMAN[i]);
                rest -= ROMAN_VALUES[i];
            }
        }
        return text.toString();
    }

    // After Z come AA, BB, CC, …, as Word counts.
    private static String letters(int number) {
        if (number <= 0 || number > LARGEST_LETTERS) {
            return Integer.toString(number);
        }
        String letter = String.valueOf((char) ('A' + (number - 1) % 26));
        return letter.repeat((number - 1) / 26 + 1);
    }

    private static String ordinalSuffix(int number) {
        int lastTwo = number % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return "th";
        }
        return switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }
}
