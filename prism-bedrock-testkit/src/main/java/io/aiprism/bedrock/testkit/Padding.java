package io.aiprism.bedrock.testkit;

import java.util.SplittableRandom;

/** The member {@code p} of each event, which hides the length of what was said. The same for the same call. */
final class Padding {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final SplittableRandom random;

    Padding(int call) {
        random = new SplittableRandom(call);
    }

    String next() {
        return LETTERS.substring(0, 3 + random.nextInt(LETTERS.length() - 2));
    }
}
