package io.aiprism.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated sentences, and changes to them that do or do not change what they say. */
final class Words {
    private static final List<String> WORDS = List.of(
            "service",
            "backup",
            "was",
            "tested",
            "before",
            "report",
            "owner",
            "approves",
            "costs",
            "measured",
            "figure",
            "agrees",
            "with",
            "table",
            "in",
            "section",
            "and",
            "plan",
            "names",
            "will",
            "must",
            "restored");
    private static final List<List<String>> PARTICULARS = List.of(
            List.of("14", "41", "1.4", "1,400", "1400", "-14", "14%", "XIV"),
            List.of("2026-03-14", "2026-04-13", "14.03.2026", "03/14/2026"),
            List.of("March", "April", "Monday", "Tuesday"),
            List.of("€", "$", "£", "km", "miles", "ms", "seconds", "minutes"),
            List.of("TASK-7", "TASK-8", "getUser", "getUsers", "eu-west-1", "eu-west-2", "v1.2", "v1.3"),
            List.of("Ada", "Bob", "IT", "HR", "SLA"),
            List.of("one", "two", "three", "dozen", "half"),
            List.of("first", "second", "last"));
    private static final List<String> NEGATIONS = List.of(
            "not", "never", "no", "hardly", "without", "nobody", "cannot", "didn't", "isn’t", "none", "neither");

    private Words() {}

    static List<String> sentence(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = 4 + random.nextInt(8); i > 0; i--) {
            words.add(random.nextInt(3) == 0 ? any(any(PARTICULARS, random), random) : any(WORDS, random));
        }
        words.add(any(any(PARTICULARS, random), random));
        return words;
    }

    /** The sentence with a negation put in, or a particular changed for another of its kind or left out. */
    static List<String> changed(List<String> sentence, Random random) {
        List<String> words = new ArrayList<>(sentence);
        if (random.nextBoolean()) {
            words.add(random.nextInt(words.size() + 1), any(NEGATIONS, random));
            return words;
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (PARTICULARS.stream().anyMatch(kind -> kind.contains(word))) {
                places.add(i);
            }
        }
        int place = any(places, random);
        String old = words.get(place);
        List<String> kind =
                PARTICULARS.stream().filter(it -> it.contains(old)).findFirst().orElseThrow();
        List<String> others = kind.stream().filter(it -> !it.equals(old)).toList();
        if (random.nextInt(4) == 0) {
            words.remove(place);
        } else {
            words.set(place, any(others, random));
        }
        return words;
    }

    /** The sentence in other clothes. */
    static String sameAs(String sentence, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> sentence + ".";
            case 1 -> sentence.replace(" ", "  ");
            case 2 -> Character.isUpperCase(sentence.charAt(0)) ? sentence : "There is the " + sentence;
            default -> "“" + sentence + "”";
        };
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
