package io.aiprism.docx;

import io.aiprism.document.Comment;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.Story;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the comments that a document already has: who, when, what, about which words, in which thread. */
final class CommentsReader {
    private final Map<String, Head> heads = new LinkedHashMap<>();
    private final Map<String, String> idOfParagraph = new HashMap<>();
    private final Map<String, ThreadState> threads = new HashMap<>();

    private CommentsReader() {}

    private record Head(String author, Optional<Instant> date) {}

    private record ThreadState(@Nullable String parentParagraph, boolean resolved) {}

    /** The comments in the order of their part; none if there is no such part. */
    static List<Comment> read(
            WordPackage word, StoryContext context, Supplier<CommentRanges.Blocks> blocks, DocumentLimits limits)
            throws IOException {
        Optional<String> part = word.part("comments");
        if (part.isEmpty()) {
            return List.of();
        }
        var reader = new CommentsReader();
        try (XmlCursor xml = word.open(part.get())) {
            reader.readHeads(xml);
        }
        Optional<String> extended = word.part("commentsExtended");
        if (extended.isPresent()) {
            try (XmlCursor xml = word.open(extended.get())) {
                reader.readThreads(xml);
            }
        }
        StoryContext texts = context.forComments(new TextBudget(word.container().document(), limits));
        try (XmlCursor xml = word.open(part.get())) {
            new StoryReader(xml, texts, Story.BODY, StoryListener.NONE).read();
        }
        return reader.comments(texts, context.comments, blocks.get());
    }

    private void readHeads(XmlCursor xml) throws IOException {
        xml.toRoot();
        String id = null;
        while (xml.nextInside(1)) {
            if (!xml.isWord()) {
                continue;
            }
            if (xml.name().equals("comment")) {
                id = xml.own("id");
                if (id != null) {
                    String author = Objects.requireNonNullElse(xml.own("author"), "");
                    heads.putIfAbsent(id, new Head(author, date(xml.own("date"))));
                }
            } else if (xml.name().equals("p") && id != null) {
                // A thread names each of its comments by the last paragraph in it.
                String paragraph = xml.attribute(Ooxml.WORD_2010, "paraId");
                if (paragraph != null) {
                    idOfParagraph.putIfAbsent(paragraph, id);
                }
            }
        }
    }

    private void readThreads(XmlCursor xml) throws IOException {
        xml.toRoot();
        while (xml.nextInside(1)) {
            String id = idOfParagraph.get(Objects.requireNonNullElse(xml.own("paraId"), ""));
            if (xml.name().equals("commentEx") && id != null) {
                String done = xml.own("done");
                threads.putIfAbsent(id, new ThreadState(xml.own("paraIdParent"), done != null && Ooxml.isOn(done)));
            }
        }
    }

    private List<Comment> comments(StoryContext texts, CommentRanges ranges, CommentRanges.Blocks blocks) {
        List<Comment> comments = new ArrayList<>(heads.size());
        heads.forEach((id, head) -> {
            List<RawBlock> text = texts.notes.getOrDefault(StoryContext.commentKey(id), List.of());
            ThreadState thread = threads.get(id);
            String parent = thread == null || thread.parentParagraph() == null
                    ? null
                    : idOfParagraph.get(thread.parentParagraph());
            comments.add(new Comment(
                    id,
                    Optional.ofNullable(id.equals(parent) ? null : parent),
                    head.author(),
                    head.date(),
                    thread != null && thread.resolved(),
                    text.stream().map(RawBlock::text).collect(Collectors.joining("\n")),
                    ranges.span(id, blocks)));
        });
        return comments;
    }

    private static Optional<Instant> date(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException notWithOffset) {
            try {
                return Optional.of(LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
