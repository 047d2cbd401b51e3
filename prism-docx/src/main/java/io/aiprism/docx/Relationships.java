package io.aiprism.docx;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The relationships of one part, as its {@code .rels} part lists them.
 *
 * @param part where the list stands, whether it exists or not
 * @param all in the order of the list
 */
record Relationships(String part, List<Relationship> all) {
    private static final String NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships";

    Relationships {
        all = List.copyOf(all);
    }

    /**
     * One relationship.
     *
     * @param id unique in the list
     * @param type the last segment of the type's address, for example {@code "styles"}
     * @param target the name of the part it leads to, without leading slash; for external ones as it stands
     * @param external whether it leads out of the package
     */
    record Relationship(String id, String type, String target, boolean external) {}

    /** Reads the relationships of a part, or of the package for the empty name. A part without a list has none. */
    static Relationships of(Container container, String source, int maxDepth) throws IOException {
        int slash = source.lastIndexOf('/');
        String folder = source.substring(0, slash + 1);
        String part = folder + "_rels/" + source.substring(slash + 1) + ".rels";
        List<Relationship> found = new ArrayList<>();
        if (!container.has(part)) {
            return new Relationships(part, found);
        }
        try (XmlCursor xml = XmlCursor.open(container, part, maxDepth, null)) {
            xml.toRoot();
            int root = xml.depth();
            while (xml.nextInside(root)) {
                String id = xml.plain("Id");
                String type = xml.plain("Type");
                String target = xml.plain("Target");
                if (xml.name().equals("Relationship") && id != null && type != null && target != null) {
                    boolean external = "External".equals(xml.plain("TargetMode"));
                    found.add(new Relationship(
                            id, lastSegment(type), external ? target : resolve(folder, target), external));
                }
            }
        }
        return new Relationships(part, found);
    }

    /** The part that the first relationship of a type leads to. */
    Optional<String> target(String type) {
        return all.stream()
                .filter(each -> each.type().equals(type) && !each.external())
                .map(Relationship::target)
                .findFirst();
    }

    /** The parts that the relationships lead to, by their ids. */
    Map<String, String> targets() {
        Map<String, String> targets = new HashMap<>();
        for (Relationship each : all) {
            if (!each.external()) {
                targets.putIfAbsent(each.id(), each.target());
            }
        }
        return targets;
    }

    /** A list of relationships as it is written to a part. */
    static byte[] list(String relationships) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"" + NAMESPACE
                        + "\">" + relationships + "</Relationships>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String lastSegment(String type) {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** The name of a part from a reference that is relative to a folder, or absolute with a leading slash. */
    static String resolve(String folder, String reference) {
        String path = decoded(reference.replace('\\', '/'));
        int fragment = path.indexOf('#');
        if (fragment >= 0) {
            path = path.substring(0, fragment);
        }
        List<String> segments = new ArrayList<>();
        for (String segment : ((path.startsWith("/") ? "" : folder) + path).split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    private static String decoded(String reference) {
        try {
            return reference.indexOf('%') < 0
                    ? reference
                    : URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return reference;
        }
    }
}
