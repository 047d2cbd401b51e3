package io.aiprism.analysis.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a model is told: a text of named parts, with a version. Immutable and thread-safe.
 *
 * <p>Each part begins with a line {@code === name}, and has exactly the places that are listed here:
 *
 * <ul>
 *   <li>{@code instructions}, with {@code {{language}}} and {@code {{checklist}}}: comes first, the same for all sections, so that
 *       providers can keep it;
 *   <li>{@code section}, with {@code {{delimiter}}}, {@code {{path}}}, {@code {{previous}}}, {@code {{next}}}, {@code {{extent}}} and
 *       {@code {{text}}}: the section to be looked at;
 *   <li>{@code again}, with {@code {{error}}}: after an answer that could not be read;
 *   <li>{@code corrections}, with {@code {{error}}}: after an answer in which some findings lacked the stated form;
 *   <li>{@code continuation}, with {@code {{count}}}: after an answer that was cut off.
 * </ul>
 */
public final class Prompt {
    private static final Map<String, Set<String>> PARTS = parts();
    private static final Prompt BUILT_IN = parse("1", Resources.read("prompt-1.txt"));

    private final String version;
    private final Map<String, Template> templates;
    private final String hash;

    private Prompt(String version, Map<String, Template> templates) {
        this.version = version;
        this.templates = templates;
        var digest = new ContentDigest();
        for (String part : PARTS.keySet()) {
            digest.add(part(part).text());
        }
        this.hash = digest.hex();
    }

    /** The prompt that comes with Prism. */
    public static Prompt builtIn() {
        return BUILT_IN;
    }

    /**
     * Reads a prompt.
     *
     * @param version names it in results; a changed text is told apart even if this stays
     * @param text with all parts
     * @throws IllegalArgumentException if a part or a place in it is missing, or there is one too many
     */
    public static Prompt parse(String version, String text) {
        if (requireNonNull(version, "version").isBlank()) {
            throw new IllegalArgumentException("a prompt's version must not be blank");
        }
        Map<String, String> found = new LinkedHashMap<>();
        String name = "";
        var part = new StringBuilder();
        for (String line : requireNonNull(text, "text").lines().toList()) {
            if (line.startsWith("=== ")) {
                put(found, name, part.toString());
                name = line.substring(4).strip();
                part.setLength(0);
            } else {
                part.append(line).append('\n');
            }
        }
        put(found, name, part.toString());
        if (!found.keySet().equals(PARTS.keySet())) {
            throw new IllegalArgumentException(
                    "a prompt has the parts %s, was %s".formatted(PARTS.keySet(), found.keySet()));
        }
        Map<String, Template> templates = new LinkedHashMap<>();
        PARTS.forEach((key, places) -> templates.put(key, Template.of(key, requireNonNull(found.get(key)), places)));
        return new Prompt(version, Map.copyOf(templates));
    }

    /** Names it in results. */
    public String version() {
        return version;
    }

    /** A hash of all its parts. */
    String hash() {
        return hash;
    }

    String instructions(String language, String checklist) {
        return part("instructions").fill(Map.of("language", language, "checklist", checklist));
    }

    String section(Map<String, String> values) {
        return part("section").fill(values);
    }

    String again(String error) {
        return part("again").fill(Map.of("error", error));
    }

    String corrections(String error) {
        return part("corrections").fill(Map.of("error", error));
    }

    String continuation(int count) {
        return part("continuation").fill(Map.of("count", String.valueOf(count)));
    }

    private Template part(String name) {
        return requireNonNull(templates.get(name), name);
    }

    private static void put(Map<String, String> found, String name, String part) {
        if (name.isEmpty()) {
            if (!part.isBlank()) {
                throw new IllegalArgumentException("a prompt begins with a line '=== instructions'");
            }
        } else if (found.putIfAbsent(name, part.strip()) != null) {
            throw new IllegalArgumentException("a prompt has part '%s' once".formatted(name));
        }
    }

    private static Map<String, Set<String>> parts() {
        Map<String, Set<String>> parts = new LinkedHashMap<>();
        parts.put("instructions", Set.of("language", "checklist"));
        parts.put("section", Set.of("delimiter", "path", "previous", "next", "extent", "text"));
        parts.put("again", Set.of("error"));
        parts.put("corrections", Set.of("error"));
        parts.put("continuation", Set.of("count"));
        return parts;
    }
}
