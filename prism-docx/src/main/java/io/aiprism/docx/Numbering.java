package io.aiprism.docx;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list definitions of a document. */
final class Numbering {
    static final int LEVELS = 9;

    private final Map<Integer, Definition> definitions = new HashMap<>();
    private final Map<Integer, Instance> instances = new HashMap<>();
    private final Map<String, Integer> definitionOfStyle = new HashMap<>();

    private Numbering() {}

    /** One level of a list. Immutable after reading. */
    static final class Level {
        int start = 1;
        String format = "decimal";
        String text = "";
        int restartAfter = -1;
        boolean legal;

        @Nullable
        String paragraphStyle;
    }

    /** An abstract definition; lists made from it count together. */
    private static final class Definition {
        final @Nullable Level[] levels = new Level[LEVELS];

        @Nullable
        String styleLink;
    }

    /** What paragraphs refer to: a definition, with levels replaced or counted from another start. */
    private static final class Instance {
        int definition = -1;
        final @Nullable Level[] levels = new Level[LEVELS];
        final int[] starts = new int[LEVELS];

        Instance() {
            Arrays.fill(starts, -1);
        }
    }

    static Numbering none() {
        return new Numbering();
    }

    static Numbering read(XmlCursor xml) throws IOException {
        var numbering = new Numbering();
        xml.toRoot();
        int root = xml.depth();
        while (xml.nextInside(root)) {
            switch (xml.name()) {
                case "abstractNum" -> numbering.readDefinition(xml);
                case "num" -> numbering.readInstance(xml);
                default -> xml.skip();
            }
        }
        return numbering;
    }

    private void readDefinition(XmlCursor xml) throws IOException {
        int id = xml.own("abstractNumId", -1);
        var definition = new Definition();
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "lvl" -> readLevel(xml, definition.levels);
                case "numStyleLink" -> definition.styleLink = xml.own("val");
                case "styleLink" -> {
                    String style = xml.own("val");
                    if (style != null) {
                        definitionOfStyle.putIfAbsent(style, id);
                    }
                }
                default -> {}
            }
        }
        definitions.putIfAbsent(id, definition);
    }

    private void readInstance(XmlCursor xml) throws IOException {
        int id = xml.own("numId", -1);
        var instance = new Instance();
        int overridden = -1;
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "abstractNumId" -> instance.definition = xml.own("val", -1);
                case "lvlOverride" -> overridden = xml.own("ilvl", -1);
                case "startOverride" -> {
                    if (overridden >= 0 && overridden < LEVELS) {
                        instance.starts[overridden] = Math.max(xml.own("val", 0), 0);
                    }
                }
                case "lvl" -> readLevel(xml, instance.levels);
                default -> {}
            }
        }
        instances.putIfAbsent(id, instance);
    }

    private static void readLevel(XmlCursor xml, @Nullable Level[] levels) throws IOException {
        int index = xml.own("ilvl", -1);
        var level = new Level();
        int depth = xml.depth();
        while (xml.nextInside(depth)) {
            switch (xml.name()) {
                case "start" -> level.start = Math.max(xml.own("val", 1), 0);
                case "numFmt" -> {
                    String format = xml.own("val");
                    level.format = format == null ? level.format : format;
                }
                case "lvlText" -> {
                    String text = xml.own("val");
                    level.text = text == null ? "" : text;
                }
                case "lvlRestart" -> level.restartAfter = xml.own("val", -1);
                case "isLgl" -> level.legal = Ooxml.isOn(xml.own("val"));
                case "pStyle" -> level.paragraphStyle = xml.own("val");
                case "pPr", "rPr" -> xml.skip();
                default -> {}
            }
        }
        if (index >= 0 && index < LEVELS) {
            levels[index] = level;
        }
    }

    /** The definition that a list is made from, following one link through a list style; -1 if there is none. */
    int definition(int numberingId) {
        Instance instance = instances.get(numberingId);
        if (instance == null) {
            return -1;
        }
        Definition definition = definitions.get(instance.definition);
        if (definition != null && definition.styleLink != null) {
            return definitionOfStyle.getOrDefault(definition.styleLink, instance.definition);
        }
        return definition == null ? -1 : instance.definition;
    }

    /** How one level of a list looks. */
    @Nullable
    Level level(int numberingId, int index) {
        Instance instance = instances.get(numberingId);
        Definition definition = definitions.get(definition(numberingId));
        if (instance == null || definition == null) {
            return null;
        }
        Level own = instance.levels[index];
        return own == null ? definition.levels[index] : own;
    }

    /** The number that a list counts a level from, if it overrides that of its definition; else -1. */
    int startOverride(int numberingId, int index) {
        Instance instance = instances.get(numberingId);
        return instance == null ? -1 : instance.starts[index];
    }

    /** The level of a list that is bound to a paragraph style; 0 if none is. */
    int levelOfStyle(int numberingId, @Nullable String style) {
        for (int i = 0; i < LEVELS; i++) {
            Level level = level(numberingId, i);
            if (level != null && level.paragraphStyle != null && level.paragraphStyle.equals(style)) {
                return i;
            }
        }
        return 0;
    }
}
