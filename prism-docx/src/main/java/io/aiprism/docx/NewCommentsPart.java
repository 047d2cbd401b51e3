package io.aiprism.docx;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Adds a part for comments to a document that has none: the part, its relationship and its content type. */
final class NewCommentsPart {
    private static final String CONTENT_TYPES = "[Content_Types].xml";

    private final WordPackage word;
    private final String namespace;

    NewCommentsPart(WordPackage word, String namespace) {
        this.word = word;
        this.namespace = namespace;
    }

    void add(PackageCopy copy, CommentsPart comments, List<NewComment> written) throws IOException {
        Set<String> typed = typedNames();
        String usual = folder() + "comments.xml";
        if (typed.contains(typeKey(usual)) && isWithoutComments(usual)) {
            copy.put(usual, target -> comments.extend(word, usual, written, target));
            addRelationship(copy, usual);
            return;
        }
        String name = freeName(typed);
        copy.put(name, target -> comments.create(written, target));
        addRelationship(copy, name);
        copy.put(
                CONTENT_TYPES,
                target -> RootAppender.copy(word, CONTENT_TYPES, target, root -> contentType(root.prefix(), name)));
    }

    private String folder() {
        return word.mainPart().substring(0, word.mainPart().lastIndexOf('/') + 1);
    }

    /** Some programs leave an empty part behind that nothing refers to; it can be taken into use. */
    private boolean isWithoutComments(String part) throws IOException {
        if (!word.container().has(part)) {
            return false;
        }
        try (XmlCursor xml = word.open(part)) {
            xml.toRoot();
            return xml.isWord() && xml.name().equals("comments") && !xml.nextInside(1);
        }
    }

    private void addRelationship(PackageCopy copy, String name) {
        String type = (namespace.equals(Ooxml.WORD) ? Ooxml.RELATIONSHIPS : Ooxml.RELATIONSHIPS_STRICT) + "/comments";
        Relationships relationships = word.relationships();
        String id = freeId(relationships);
        if (word.container().has(relationships.part())) {
            copy.put(
                    relationships.part(),
                    target -> RootAppender.copy(
                            word, relationships.part(), target, root -> relationship(root.prefix(), id, type, name)));
        } else {
            copy.put(
                    relationships.part(), target -> target.write(Relationships.list(relationship("", id, type, name))));
        }
    }

    private static String relationship(String prefix, String id, String type, String part) {
        return "<%s Id=\"%s\" Type=\"%s\" Target=\"/%s\"/>"
                .formatted(Markup.qualified(prefix, "Relationship"), id, type, Markup.escaped(part));
    }

    private static String contentType(String prefix, String part) {
        return "<%s PartName=\"/%s\" ContentType=\"%s\"/>"
                .formatted(Markup.qualified(prefix, "Override"), Markup.escaped(part), CommentsPart.CONTENT_TYPE);
    }

    /** The names that the content types list, in lower case: a part of that name would have two types. */
    private Set<String> typedNames() throws IOException {
        Set<String> names = new HashSet<>();
        try (XmlCursor xml = word.open(CONTENT_TYPES)) {
            xml.toRoot();
            while (xml.nextInside(1)) {
                String name = xml.plain("PartName");
                if (name != null) {
                    names.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private String freeName(Set<String> typed) {
        String name = folder() + "comments.xml";
        for (int i = 2; word.container().has(name) || typed.contains(typeKey(name)); i++) {
            name = folder() + "comments" + i + ".xml";
        }
        return name;
    }

    private static String typeKey(String part) {
        return "/" + part.toLowerCase(Locale.ROOT);
    }

    private static String freeId(Relationships relationships) {
        Set<String> taken = new HashSet<>();
        relationships.all().forEach(each -> taken.add(each.id()));
        int number = taken.size() + 1;
        while (taken.contains("rId" + number)) {
            number++;
        }
        return "rId" + number;
    }
}
