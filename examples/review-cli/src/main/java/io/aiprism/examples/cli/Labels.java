package io.aiprism.examples.cli;

import java.util.Locale;

/** Names of constants as they are printed. */
final class Labels {
    private Labels() {}

    /** The name in lower case, its words joined by hyphens. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
