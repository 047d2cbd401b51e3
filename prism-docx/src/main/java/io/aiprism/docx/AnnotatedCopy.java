package io.aiprism.docx;

import io.aiprism.document.ReadOptions;
import io.aiprism.document.Story;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts together a copy of a document with comments: the marks in its main part, and the part that holds the comments. */
final class AnnotatedCopy {
    private static final String CONTENT_TYPES = "[Content_Types].xml";

    private final WordPackage word;
    private final ReadOptions options;
    private final Reading reading;
    private final AnchorPlan plan;
    private final AnnotationIds ids;

    AnnotatedCopy(WordPackage word, ReadOptions options, Reading reading, AnchorPlan plan, AnnotationIds ids) {
        this.word = word;
        this.options = options;
        this.reading = reading;
        this.plan = plan;
        this.ids = ids;
    }

    PackageCopy copy() throws IOException {
        var copy = new PackageCopy(word.container());
        if (plan.written().isEmpty()) {
            return copy;
        }
        String namespace = mainNamespace();
        Optional<String> referenceStyle = reading.styles().idOf("annotation reference");
        var comments = new CommentsPart(namespace, reading.styles().idOf("annotation text"), referenceStyle);
        copy.put(word.mainPart(), target -> writeMain(target, namespace, referenceStyle));
        Optional<String> existing = word.part("comments");
        if (existing.isPresent()) {
            String part = existing.get();
            copy.put(part, target -> comments.extend(word, part, plan.written(), target));
        } else {
            addCommentsPart(copy, comments, namespace);
        }
        return copy;
    }

    private String mainNamespace() throws IOException {
        try (XmlCursor xml = word.open(word.mainPart())) {
            xml.toRoot();
            return Ooxml.WORD_STRICT.equals(xml.namespace()) ? Ooxml.WORD_STRICT : Ooxml.WORD;
        }
    }

    private void addCommentsPart(PackageCopy copy, CommentsPart comments, String namespace) throws IOException {
        String mainPart = word.mainPart();
        String folder = mainPart.substring(0, mainPart.lastIndexOf('/') + 1);
        String name = freeName(folder, typedNames());
        copy.put(name, target -> comments.create(plan.written(), target));
        String type = (namespace.equals(Ooxml.WORD) ? Ooxml.RELATIONSHIPS : Ooxml.RELATIONSHIPS_STRICT) + "/comments";
        Relationships relationships = word.relationships();
        String id = freeId(relationships);
        if (word.container().has(relationships.part())) {
            copy.put(
                    relationships.part(),
                    target -> RootAppender.copy(
                            word, relationships.part(), target, prefix -> relationship(prefix, id, type, name)));
        } else {
            copy.put(
                    relationships.part(), target -> target.write(Relationships.list(relationship("", id, type, name))));
        }
        copy.put(
                CONTENT_TYPES,
                target -> RootAppender.copy(
                        word,
                        CONTENT_TYPES,
                        target,
                        prefix -> "<%s PartName=\"/%s\" ContentType=\"%s\"/>"
                                .formatted(
                                        Markup.qualified(prefix, "Override"),
                                        Markup.escaped(name),
                                        CommentsPart.CONTENT_TYPE)));
    }

    private static String relationship(String prefix, String id, String type, String part) {
        return "<%s Id=\"%s\" Type=\"%s\" Target=\"/%s\"/>"
                .formatted(Markup.qualified(prefix, "Relationship"), id, type, Markup.escaped(part));
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

    private String freeName(String folder, Set<String> typed) {
        String name = folder + "comments.xml";
        for (int i = 2; word.container().has(name) || typed.contains("/" + name.toLowerCase(Locale.ROOT)); i++) {
            name = folder + "comments" + i + ".xml";
        }
        return name;
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

    private void writeMain(OutputStream target, String namespace, Optional<String> referenceStyle) throws IOException {
        Container container = word.container();
        PartText text = PartText.open(container, word.mainPart());
        Writer writer = new OutputStreamWriter(target, text.charset());
        try (var splice = new Splice(text.reader(), writer);
                XmlCursor xml = XmlCursor.open(splice, container.document(), word.mainPart(), word.maxDepth())) {
            var recorder = new SourceRecorder(new SourceRecorder.Receiver() {
                @Override
                public boolean wants(int ordinal) {
                    return plan.marks().containsKey(ordinal);
                }

                @Override
                public void take(ParagraphSource paragraph) throws IOException {
                    var markup = new Markup(paragraph.root.prefix, namespace, referenceStyle);
                    List<Mark> marks = plan.marks().getOrDefault(paragraph.ordinal, List.of());
                    splice.apply(new MarkPlacer(paragraph, splice, markup, ids).edits(marks));
                }

                @Override
                public void passed(long offset) throws IOException {
                    splice.passed(offset);
                }
            });
            new StoryReader(xml, Reading.context(word, options), Story.BODY, recorder).read();
            splice.finish();
        }
        writer.flush();
    }
}
