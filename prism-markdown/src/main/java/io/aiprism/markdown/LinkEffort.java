package io.aiprism.markdown;

/**
 * Estimates what links and pictures cost the parser. At each link it goes through all pictures that have begun and not ended
 * in the same paragraph, so that some hundred kilobytes made for the purpose would take it minutes.
 */
final class LinkEffort {
    /** Some seconds. A paragraph of ten thousand links and ten thousand pictures is a fifth of it. */
    static final long MAX = 500_000_000;

    private LinkEffort() {}

    /** An upper bound of the parser's steps. */
    static long of(String source) {
        long effort = 0;
        long pictures = 0;
        long links = 0;
        boolean blank = true;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n' || c == '\r') {
                if (blank) {
                    effort += pictures * links;
                    pictures = 0;
                    links = 0;
                }
                blank = !source.startsWith("\r\n", i);
            } else {
                blank &= c == ' ' || c == '\t';
                pictures += c == '!' && source.startsWith("[", i + 1) ? 1 : 0;
                links += c == ']' ? 1 : 0;
            }
        }
        return effort + pictures * links;
    }
}
