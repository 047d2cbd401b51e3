package io.aiprism.docx;

import io.aiprism.document.ReadOptions;
import io.aiprism.document.Story;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** Puts together a copy of a document with comments: the marks in its main part, and the part that holds the comments. */
final class AnnotatedCopy {
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
        var companions = new CommentCompanions(word, existing);
        List<NewComment> written = companions.numbered(plan.written());
        companions.extend(copy, written);
        if (existing.isPresent()) {
            String part = existing.get();
            copy.put(part, target -> comments.extend(word, part, written, target));
        } else {
            new NewCommentsPart(word, namespace).add(copy, comments, written);
        }
        return copy;
    }

    private String mainNamespace() throws IOException {
        try (XmlCursor xml = word.open(word.mainPart())) {
            xml.toRoot();
            return Ooxml.WORD_STRICT.equals(xml.namespace()) ? Ooxml.WORD_STRICT : Ooxml.WORD;
        }
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
                    return plan.marks(ordinal);
                }

                @Override
                public void take(ParagraphSource paragraph) throws IOException {
                    var markup = new Markup(paragraph.root.prefix, namespace, referenceStyle);
                    var placer = new MarkPlacer(paragraph, splice, markup, ids, plan.outcomes());
                    splice.apply(placer.edits(plan.of(paragraph.ordinal)));
                }

                @Override
                public void passed(long offset) throws IOException {
                    splice.passed(offset);
                }
            });
            StoryContext context = reading.context().again(new TextBudget(container.document(), options.limits()));
            new StoryReader(xml, context, Story.BODY, recorder).read();
            splice.finish();
        }
        writer.flush();
    }
}
